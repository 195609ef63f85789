/** A stock implementation of the runner's protocol reads our action.yml files, passes inputs, outputs and state on, and masks. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { buildPe, CHECKOUT, script, softHsmMissing, type ToolResult, tool } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { createWorkspace, type Workspace } from './workspace.ts'

const workflow = (steps: string): string => `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps}`

/** With the team's own token, and the PIN as a secret. */
const signed = (config: string, verified: string): string => `      - id: sign
        uses: ./actions/sign
        with:
          files: |
            dist/**
            !**/*.map
          key: release
          out: signed
          config: ${JSON.stringify(config)}
        env:
          CHANCERY_PIN: \${{ secrets.PIN }}
      - uses: ./actions/verify
        with:
          files: ${verified}
          config: ${JSON.stringify(config)}
          require: |
            timestamp
            attestation
      - run: test "\${#DIGEST}" -eq 64 && echo "SIGNED $FAILED failed"
        env:
          DIGEST: \${{ steps.sign.outputs.digest }}
          FAILED: \${{ steps.sign.outputs.failed }}
`

/** With a token of the job's own; its last step tells where that was. */
const development = (tampering: string): string => `      - id: setup
        uses: ./actions/setup
        with:
          development-token: true
          pkcs11js: ${JSON.stringify(join(CHECKOUT, 'node_modules/pkcs11js'))}
      - uses: ./actions/release
      - run: ${tampering}
      - uses: ./actions/attest
        with:
          subject-checksums: release/SHA256SUMS
          sbom: bom.json
          out: sbom.sigstore.json
      - uses: ./actions/verify
        with:
          files: |
            release/*
            !**/SHA256SUMS
          require: attestation
      - run: chancery verify "$FILE" --bundle sbom.sigstore.json && echo "VERIFIED with $CHANCERY_CONFIG"
        env:
          FILE: release/tool.sh
`

/** From sources to what a downloader would check; between signing and verifying, whatever `meanwhile` does. */
const built = (meanwhile: string): string => `      - run: |
          mkdir -p build
          printf '#!/bin/sh\\necho built\\n' > build/tool.sh
          cp dist/app.exe build/app.exe
      - uses: ./actions/setup
        with:
          development-token: true
          pkcs11js: ${JSON.stringify(join(CHECKOUT, 'node_modules/pkcs11js'))}
      - id: sign
        uses: ./actions/sign
        with:
          files: build/**
          key: release
          out: signed
      - uses: ./actions/attest
        with:
          files: signed/*
          sbom: bom.json
          out: sbom.sigstore.json
      - run: ${meanwhile}
      - uses: ./actions/verify
        with:
          files: \${{ steps.sign.outputs.signed }}
          require: |
            timestamp
            attestation
            strong
      - run: echo "VERIFIED $(sh signed/tool.sh)"
`

describe.skipIf(softHsmMissing())('the actions in a workflow', () => {
  let keys: Workspace
  let repository: string
  beforeAll(() => {
    keys = createWorkspace()
    repository = mkdtempSync(join(tmpdir(), 'chancery-repository-'))
    cpSync(join(CHECKOUT, 'actions'), join(repository, 'actions'), { recursive: true })
    mkdirSync(join(repository, 'dist'))
    writeFileSync(join(repository, 'dist/app.exe'), buildPe())
    writeFileSync(join(repository, 'dist/tool.sh'), script('sh'))
    writeFileSync(join(repository, 'bom.json'), '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    const manifest = 'name: app\nversion: "1"\ninput: dist\nkey: release\nfiles:\n  - paths: ["*.exe", "*.sh"]\n'
    writeFileSync(join(repository, 'release.yaml'), manifest)
    mkdirSync(join(repository, '.github/workflows'), { recursive: true })
    mkdirSync(join(repository, 'home/.config/act'), { recursive: true })
    writeFileSync(join(repository, 'home/.config/act/actrc'), '')
    writeFileSync(join(repository, '.gitignore'), 'home\n')
    spawnSync('git', ['init', '--quiet'], { cwd: repository })
  })
  afterAll(() => {
    keys[Symbol.dispose]()
    rmSync(repository, { recursive: true, force: true })
  })

  async function run(context: TestContext, steps: string, env: Readonly<Record<string, string>>): Promise<ToolResult> {
    const act = tool('act', context)
    writeFileSync(join(repository, '.github/workflows/release.yml'), workflow(steps))
    const flags = ['push', '-P', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server', '--secret', 'PIN']
    const more = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
    return act.run([...flags, ...more], {
      cwd: repository,
      env: {
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        HOME: join(repository, 'home'),
        PIN: keys.pin,
      },
      timeout: 55_000,
    })
  }

  const addon = { CHANCERY_PKCS11JS: join(CHECKOUT, 'node_modules/pkcs11js') }

  test('sign hands its outputs to verify, and the PIN shows nowhere', async (context) => {
    const steps = signed(keys.at('chancery.yaml'), `\${{ steps.sign.outputs.signed }}`)
    const { code, text } = await run(context, steps, addon)
    expect(code, text).toBe(0)
    expect(text).toContain('SIGNED 0 failed')
    expect(text).not.toContain(keys.pin)
  })

  test('a refusal by verify ends the job', async (context) => {
    const { code, text } = await run(context, signed(keys.at('chancery.yaml'), 'dist/**'), addon)
    expect(code, text).toBe(1)
    expect(text).toContain('NOT_SIGNED')
    expect(text).not.toContain('SIGNED 0 failed')
  })

  test('sets up, releases, attests and verifies with a token that is gone after the job', async (context) => {
    const { code, text } = await run(context, development('chancery --version'), {})
    expect(code, text).toBe(0)
    const config = /VERIFIED with (.+chancery\.yaml)/.exec(text)?.[1] ?? ''
    expect(config, text).not.toBe('')
    expect(existsSync(config)).toBe(false)
    expect(text).toContain('removed ')
  })

  test('builds, signs, attests and verifies', async (context) => {
    const { code, text } = await run(context, built('test -s sbom.sigstore.json'), {})
    expect(code, text).toBe(0)
    expect(text).toContain('VERIFIED built')
  })

  test('what was built, signed and then tampered with is pointed at, and nothing else', async (context) => {
    const { code, text } = await run(context, built('printf x | dd of=signed/app.exe bs=1 seek=1024 conv=notrunc'), {})
    expect(code, text).toBe(1)
    const errors = text.split('\n').flatMap((line) => /::error ([^:]*)::/.exec(line)?.[1] ?? [])
    expect(errors).toEqual([
      expect.stringMatching(
        /title=AUTHENTICODE_DIGEST_MISMATCH,file=signed\/app\.exe|file=signed\/app\.exe,title=AUTHENTICODE_DIGEST_MISMATCH/,
      ),
    ])
    expect(text).not.toContain('VERIFIED built')
  })

  test('a file that was changed after it was signed fails the job, with an annotation on it', async (context) => {
    const { code, text } = await run(context, development('echo "rm -rf /" >> release/tool.sh'), {})
    expect(code, text).toBe(1)
    expect(text).toMatch(/::error (title=[A-Z_]+,)?file=release\/tool\.sh/)
    expect(text).not.toContain('VERIFIED with')
    // `post` runs after a failure too.
    expect(text).toContain('removed ')
    expect(readdirSync(repository)).not.toContain('release')
  })
})

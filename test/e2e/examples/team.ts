/** A team's repository, as the examples and the pages of docs/ci take it for granted: a build, a chancery.yaml, certificates to trust, a manifest. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildJar, buildPe, script } from '@chancery/testkit'
import { createWorkspace, type Workspace } from '../actions/workspace.ts'
import { addKey } from '../cli/more-keys.ts'

export interface Team extends Disposable {
  /** Of the token: in no file of the repository. */
  readonly pin: string
  /** A file of the repository. */
  at(name: string): string
  /** A new copy of the repository, as a checkout gives it. @param folder which does not exist */
  checkOut(folder: string): void
}

const MANIFEST = `name: app
version: "1"
input: dist
key: release
files:
  - paths: ["*.exe", "*.sh", "*.jar"]
    min: 1
ignore: ["**/*.map"]
`

/** @param more appended to chancery.yaml */
export async function createTeam(more = ''): Promise<Team> {
  const keys: Workspace = createWorkspace()
  await addKey({ at: keys.at, chancery: async (...args) => keys.chancery(...args) }, 'installer')
  const repository = keys.at('repository')
  const write = (name: string, content: Uint8Array | string): void => keys.write(`repository/${name}`, content)
  // The token lies outside of every checkout, as an HSM does.
  const config = readFileSync(keys.at('chancery.yaml'), 'utf8')
    .replaceAll(/"?\.chancery\/([\w.-]+)"?/g, (_, name: string) => JSON.stringify(keys.at(`.chancery/${name}`)))
    .replace(/^trust: .*$/m, 'trust: [certs/ca.pem, certs/installer-ca.pem, certs/release.pub, certs/attestation.pub]')
  write('chancery.yaml', config + more)
  for (const name of ['ca.pem', 'installer-ca.pem', 'attestation.pub', 'release.pem', 'release.pub'])
    write(`certs/${name}`, keys.read(`.chancery/${name}`))
  write('release.yaml', MANIFEST)
  write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [] }\n')
  const cases = '<testsuite name="unit" tests="1"><testcase classname="a" name="b"/></testsuite>'
  write('reports/unit/tests.xml', cases)
  write('other-tool/output.bin', 'made elsewhere')
  write('Makefile', 'dist:\n\tcp -R src dist\n\n.PHONY: dist\n')
  writeSources(write, 'src')
  for (const name of ['desktop', 'tools']) {
    write(`packages/${name}/Makefile`, 'dist:\n\tcp -R src dist\n\n.PHONY: dist\n')
    writeSources(write, `packages/${name}/src`)
  }
  return {
    pin: keys.pin,
    at: (name) => join(repository, name),
    checkOut(folder) {
      mkdirSync(folder, { recursive: true })
      cpSync(repository, folder, { recursive: true })
    },
    [Symbol.dispose]: () => keys[Symbol.dispose](),
  }
}

/** What `make dist` copies: compiling is not what is looked at. */
function writeSources(write: (name: string, content: Uint8Array | string) => void, folder: string): void {
  write(`${folder}/app.exe`, buildPe())
  write(`${folder}/app.jar`, buildJar())
  write(`${folder}/tool.sh`, script('sh'))
  write(`${folder}/app.js.map`, '{}')
}

import { execFileSync } from 'node:child_process'
import { copyImage, openDockerArchive, openLayout, openRepository } from '@chancery/registry'
import { cosign, createCa, startRegistry, type TempDir, tempDir, testKey, tool } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { bareKey, cosignVerifiesLayout, keyOf, notation, signIn } from './signing.ts'

type Layout = Awaited<ReturnType<typeof openLayout>>
type Kind = 'oci' | 'index'

/** An image as it came from a registry, in a layout. */
async function pulled(
  dir: TempDir,
  kind: Kind = 'oci',
): Promise<{ path: string; layout: Layout; image: { mediaType: string; digest: string; size: number } }> {
  await using registry = await startRegistry()
  registry.push('team/app', 'v1', { kind })
  const layout = await openLayout(dir.at('app'), { create: true })
  const { image } = await copyImage(openRepository(`oci://${registry.host}/team/app`), 'v1', layout, 'v1')
  return { path: dir.at('app'), layout, image }
}

test('cosign verifies what we signed in a layout, as a bundle and in the classic way', async (context) => {
  const [key, stranger] = [await bareKey('layout'), await bareKey('stranger')]
  for (const form of ['bundle', 'cosign'] as const) {
    using dir = tempDir()
    const { path, layout, image } = await pulled(dir)
    const flags = form === 'bundle' ? [] : ['--new-bundle-format=false']
    expect((await cosignVerifiesLayout(context, path, key, flags)).code).not.toBe(0)
    await signIn(layout, image, key, form, 'registry.example.com/team/app')
    expect(await cosignVerifiesLayout(context, path, key, flags)).toMatchObject({ code: 0 })
    expect((await cosignVerifiesLayout(context, path, stranger, flags)).code).not.toBe(0)
  }
})

test('notation verifies what we signed in a layout', async (context) => {
  const [ca, other] = [await createCa({ name: 'layout' }), await createCa({ name: 'other' })]
  const { key, chain } = await ca.certify({ key: 'rsa3072' })
  using dir = tempDir()
  const { path, layout, image } = await pulled(dir)
  const policy = {
    version: '1.0',
    trustPolicies: [
      {
        name: 'test',
        registryScopes: ['local/app'],
        signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
        trustStores: ['ca:test'],
        trustedIdentities: ['*'],
      },
    ],
  }
  const verify = async (anchor: string): Promise<number | null> => {
    const args = ['verify', '--oci-layout', `${path}@${image.digest}`, '--scope', 'local/app']
    const files = { 'trustpolicy.json': JSON.stringify(policy), 'truststore/x509/ca/test/root.pem': anchor }
    return (await notation(context, args, files)).code
  }
  expect(await verify(ca.root.certificate.pem)).not.toBe(0)
  for (const kind of ['notary-jws', 'notary-cose'] as const) {
    await signIn(layout, image, keyOf(key, [...chain, ca.root.certificate.der]), kind)
  }
  expect(await verify(ca.root.certificate.pem)).toBe(0)
  expect(await verify(other.root.certificate.pem)).not.toBe(0)
})

test('what cosign saved has its signatures for us, though its index names none of them', async (context) => {
  const { privateKeyPem } = await testKey('p256', 'saved')
  await using registry = await startRegistry()
  using dir = tempDir()
  const { digest } = registry.push('team/app', 'v1')
  const reference = `${registry.host}/team/app@${digest}`
  const env = { COSIGN_PASSWORD: '' }
  const program = cosign(context)
  const imported = await program.run(
    ['import-key-pair', '--key', dir.write('plain.pem', privateKeyPem), '-o', dir.at('k'), '--yes'],
    { env },
  )
  expect(imported).toMatchObject({ code: 0 })
  const config = dir.at('sc.json')
  await program.run(['signing-config', 'create', '--out', config])
  for (const flags of [
    ['--signing-config', config],
    ['--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false'],
  ]) {
    expect(await program.run(['sign', '--key', dir.at('k.key'), '-y', ...flags, reference], { env })).toMatchObject({
      code: 0,
    })
  }
  expect(await program.run(['save', reference, '--dir', dir.at('saved')])).toMatchObject({ code: 0 })
  const layout = await openLayout(dir.at('saved'))
  expect(await layout.only()).toBe(digest)
  expect(await layout.referrers(digest)).toMatchObject([
    { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json' },
  ])
  expect((await layout.manifest(`${digest.replace(':', '-')}.sig`)).size).toBeGreaterThan(0)
})

test('a signed layout is one for skopeo, and what skopeo writes is one for us', async (context) => {
  const skopeo = tool('skopeo-current', context)
  const key = await bareKey('skopeo')
  await using registry = await startRegistry()
  using dir = tempDir()
  const copyAs = async (from: string, to: string, flags: readonly string[] = []): Promise<void> => {
    const args = ['--insecure-policy', 'copy', ...flags, '--src-tls-verify=false', from, to]
    expect(await skopeo.run(args)).toMatchObject({ code: 0 })
  }
  const copy = (from: string, to: string): Promise<void> => copyAs(from, to, ['--preserve-digests'])
  const { image } = await pulled(dir)
  const layout = await openLayout(dir.at('app'))
  await signIn(layout, image, key)
  await copy(`oci:${dir.at('app')}:v1`, `oci:${dir.at('again')}:v2`)
  expect((await (await openLayout(dir.at('again'))).resolve('v2')).digest).toBe(image.digest)
  await copy(`oci:${dir.at('app')}:v1`, `oci-archive:${dir.at('app.tar')}:v3`)
  const archive = await openDockerArchive(dir.at('app.tar'))
  expect((await archive.resolve('v3')).digest).toBe(image.digest)
  await signIn(archive, image, key)
  await copy(`oci-archive:${dir.at('app.tar')}:v3`, `oci:${dir.at('third')}:v3`)
  expect(await (await openDockerArchive(dir.at('app.tar'))).referrers(image.digest)).toHaveLength(1)

  // What only has layers: podman's and skopeo's archives in Docker's format.
  execFileSync('tar', ['-C', dir.path, '-czf', dir.at('layer.tgz'), 'app.tar'])
  const pushed = `${registry.host}/team/real:1`
  const append = ['append', '--oci-empty-base', '-f', dir.at('layer.tgz'), '-t', pushed, '--insecure']
  expect(await tool('crane', context).run(append)).toMatchObject({ code: 0 })
  await copyAs(`docker://${pushed}`, `docker-archive:${dir.at('old.tar')}:app:1`)
  await expect(() => openDockerArchive(dir.at('old.tar'))).toThrowCode('ARCHIVE_WITHOUT_MANIFESTS')
})

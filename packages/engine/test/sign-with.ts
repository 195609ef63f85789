import { allowLocal, formatRegistry, keySigner, signArtifact } from '@chancery/core'
import { fileOutput, openFileSource } from '@chancery/files'
import { allFormats } from '@chancery/formats'
import { type CertifiedKey, softwareKey, type Tsa } from '@chancery/testkit'

const formats = formatRegistry(allFormats)

/** Signs a file in place with a key in memory, whatever its certificate is good for: `signFiles` would refuse most of what verification must refuse. */
export async function signWith(
  path: string,
  format: string,
  signer: CertifiedKey,
  { tsa = null, append = false }: { tsa?: Tsa | null; append?: boolean } = {},
): Promise<void> {
  await using source = await openFileSource(path)
  await signArtifact({
    source,
    format: formats.get(format),
    options: { digest: 'sha256', append, description: null, url: null, signerName: 'release' },
    signer: keySigner(softwareKey(signer), formats),
    decide: allowLocal,
    timestamper: tsa,
    output: fileOutput({ source, target: path }),
    attest: null,
  })
}

import type { Format } from '@chancery/core'
import { describeJar, type JarDescription } from './describe.ts'
import { detectJar, JAR_SUFFIXES, recogniseJar } from './detect.ts'
import { embedJar, retimestampJar } from './embed.ts'
import { readJarSignatures } from './read-signatures.ts'
import { rebuildSignature } from './to-be-signed.ts'

/** JAR, WAR, EAR and AAB: docs/formats/jar.md. */
export const jar: Format<JarDescription> = {
  id: 'jar',
  title: 'Java archive (JAR, WAR, EAR, AAB)',
  suffixes: JAR_SUFFIXES,
  sideFileSuffix: null,
  // Java reads the attribute as one that has a single value, and the archive as unsigned where it has two.
  timestampRoom: 'one',
  detect: detectJar,
  recognise: recogniseJar,
  describe: describeJar,
  toBeSigned: (description, signer) => [rebuildSignature(description, signer).signedAttrs],
  embed: embedJar,
  retimestamp: (source, _, change) => retimestampJar(source, change),
  readSignatures: (source) => readJarSignatures(source),
}

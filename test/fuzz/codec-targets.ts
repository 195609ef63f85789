import {
  type ParsedBundle,
  parseBundle,
  type TrustedRoot,
  verifyCertificateBundle,
  verifyKeyBundle,
} from '@chancery/attest'
import { encodeSigningConfig, encodeTrustedRoot, entriesOf, entryNotes, parseTrustedRoot } from '@chancery/attest/trust'
import {
  type Certificate,
  certificateFacts,
  cmsEvidence,
  OID,
  parseCertificate,
  parseCrl,
  parsePem,
  parsePublicKey,
  parseSignedData,
  parseStrictJson,
  verifyPath,
  verifyTimestampToken,
} from '@chancery/codec'
import { formatPkcs11Uri, parsePkcs11Uri } from '@chancery/hsm'
import { sha256, type Vector, vectors } from '@chancery/testkit'
import { parseTimestampAnswer, parseTimestampQuery } from '@chancery/timestamp'
import { corpus, MESSAGE, trust } from './corpus.ts'
import { settled } from './format-target.ts'
import type { Target } from './target.ts'

const verifier = trust()

export const CODEC_TARGETS: readonly Target[] = [
  {
    id: 'cms',
    material: () => ({
      seeds: [...corpus('blob'), ...vectors('cms').map((one) => one.read())],
      grammars: ['der', 'der', 'der', 'bytes'],
      words: [],
    }),
    run: (input) =>
      settled(async () => {
        const signedData = parseSignedData(input)
        const content = { kind: 'embedded' } as const
        const rest = {
          content,
          contentType: OID.data,
          purpose: 'any',
          nested: false,
          fault: null,
          weakContent: false,
        } as const
        for (const one of cmsEvidence({ signedData, ...rest })) {
          await one.inspect()
          return (await one.verify(verifier)).fault?.code ?? 'verified'
        }
        return 'no signer'
      }),
  },
  {
    id: 'x509',
    material: () => ({
      seeds: corpus('x509'),
      grammars: ['der', 'der', 'der', 'armored', 'bytes'],
      words: ['-----BEGIN CERTIFICATE-----', '-----END '],
    }),
    async run(input) {
      const intermediates = corpusCertificates()
      await settled(() => parseCrl(input))
      await settled(() => parsePublicKey(input))
      await settled(() => parsePem(new TextDecoder('latin1').decode(input)))
      return settled(async () => {
        const leaf = parseCertificate(input)
        certificateFacts(leaf)
        const { anchors, at } = verifier
        // As leaf, as issuer of others, as list and as anchor.
        const paths = [
          { leaf, intermediates, anchors, crls: verifier.crls },
          { leaf: intermediates[0] as Certificate, intermediates: [leaf], anchors, crls: [input] },
          { leaf: intermediates[0] as Certificate, intermediates, anchors: [input] },
        ]
        for (const path of paths.slice(1)) await settled(() => verifyPath({ ...path, at, purpose: 'code-signing' }))
        return `path ${verifyPath({ ...(paths[0] as (typeof paths)[0]), at, purpose: 'any' }).chain.length}`
      })
    },
  },
  {
    id: 'timestamp',
    material: () => ({
      seeds: [...corpus('timestamp'), ...vectors('timestamp').map((one) => one.read())],
      grammars: ['der', 'der', 'der', 'bytes'],
      words: [],
    }),
    async run(input) {
      await settled(() => parseTimestampQuery(input))
      await settled(() => parseTimestampAnswer(input))
      return settled(() => {
        verifyTimestampToken(input, MESSAGE)
        return 'verified'
      })
    },
  },
  {
    id: 'bundle',
    material: () => ({
      seeds: [...corpus('bundle'), ...sigstoreVectors().map((one) => one.read())],
      grammars: ['text', 'armored', 'armored', 'bytes'],
      words: [
        '"payload":',
        '"signatures":[]',
        '"dsseEnvelope":{}',
        'null',
        '1e999',
        '"__proto__":{}',
        '"mediaType":',
        '[[[[[[[[',
        '{"a":',
      ],
    }),
    async run(input) {
      await settled(() => parseStrictJson(new TextDecoder().decode(input)))
      return settled(async () => {
        const bundle = parseBundle(input)
        if (bundle.kind === 'key') verifyKeyBundle(bundle, verifier.keys, { sha256: sha256(MESSAGE) })
        else await verifySigstore(bundle)
        return 'verified'
      })
    },
  },
  {
    id: 'trusted-root',
    material: () => ({
      seeds: trustedRootFiles(),
      grammars: ['text', 'armored', 'armored', 'bytes'],
      words: ['"validFor":{}', '"certChain":{}', '"start":"2024"', 'null', '"tlogs":[]', '"baseUrl":"x"'],
    }),
    run: (input) =>
      settled(() => {
        const root = parseTrustedRoot(input)
        entriesOf(root).forEach(entryNotes)
        parseTrustedRoot(encodeTrustedRoot(root))
        encodeSigningConfig(root)
        return 'read'
      }),
  },
  {
    id: 'pkcs11-uri',
    material: () => ({
      seeds: URIS.map((uri) => new TextEncoder().encode(uri)),
      grammars: ['text', 'text', 'bytes'],
      words: [
        'pkcs11:',
        ';',
        '&',
        '?',
        '=',
        '%',
        '%00',
        '%2',
        '%zz',
        'token=',
        'object=',
        'id=%01',
        'slot-id=',
        'pin-value=',
        'pin-source=file:',
        'module-path=',
        'x-vendor=',
      ],
    }),
    run: (input) =>
      settled(() => {
        const uri = parsePkcs11Uri(new TextDecoder().decode(input))
        const text = formatPkcs11Uri(uri)
        if (formatPkcs11Uri(parsePkcs11Uri(text)) !== text) throw new Error('what was written reads as something else')
        return 'read'
      }),
  },
]

const URIS = [
  'pkcs11:token=ci;object=release',
  'pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;type=cert;id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin',
  'pkcs11:slot-id=327;library-version=3.1;library-manufacturer=x;library-description=y?module-name=softhsm2&module-path=/usr/lib/x.so&x-a=b',
  'pkcs11:',
]

function sigstoreVectors(): ReturnType<typeof vectors> {
  return vectors('sigstore', 'dsse', 'sigstore-conformance').filter(({ trust: file }) => file?.endsWith('.json'))
}

/** Some of the cases are about roots that are wrong. */
function readableRoot(bytes: Uint8Array): readonly TrustedRoot[] {
  try {
    return [parseTrustedRoot(bytes)]
  } catch {
    return []
  }
}

function trustedRootFiles(): readonly Uint8Array[] {
  const files = new Map(sigstoreVectors().map(({ trust: file, read }) => [file, read(file)] as const))
  return [...files.values()]
}

async function verifySigstore(bundle: Extract<ParsedBundle, { kind: 'certificate' }>): Promise<void> {
  const [vector] = sigstoreVectors() as [Vector]
  artifact ??= vector.read(vector.artifact)
  trustedRoots ??= trustedRootFiles().flatMap(readableRoot)
  const message = artifact
  await verifyCertificateBundle(bundle, {
    trustedRoots,
    identity: { subject: undefined, issuer: undefined },
    sha256: sha256(message),
    artifact: async () => message,
  })
}

let artifact: Uint8Array | null = null
let trustedRoots: readonly TrustedRoot[] | null = null
let certificates: readonly Certificate[] | null = null

function corpusCertificates(): readonly Certificate[] {
  certificates ??= corpus('x509').flatMap((der) => {
    try {
      return [parseCertificate(der)]
    } catch {
      return []
    }
  })
  return certificates
}

import { type Authority, DAY, makeAuthority } from './authority.ts'
import {
  buildCertificate,
  type Certificate,
  type CertificateExtension,
  tbsCertificate,
  withSignature,
} from './certificate.ts'
import { buildCrl, type Crl } from './crl.ts'
import { pem } from './der.ts'
import { explicitCurveKey, forgedKey } from './explicit-curve.ts'
import { type CertificateFault, FAULTS, type LeafPlan } from './faults.ts'
import { type TestKey, type TestKeyKind, testKey } from './keys.ts'
import { EKU, endEntity, extendedKeyUsage, KEY_USAGE, keyUsage } from './profile.ts'

export type Purpose = 'code-signing' | 'timestamping' | 'plain'

export interface LeafOptions {
  /** `plain` has no extended key usage. By default `code-signing`. */
  readonly purpose?: Purpose
  /** As @peculiar/x509 spells names, outermost first: `O=Chancery Test, CN=Release`. */
  readonly subject?: string
  readonly fault?: CertificateFault
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** Beside those that every leaf has. */
  readonly extensions?: readonly CertificateExtension[]
}

export interface IssueOptions extends LeafOptions {
  /** SubjectPublicKeyInfo, DER, of a key held elsewhere: in an HSM. */
  readonly publicKey: Uint8Array
}

export interface CertifyOptions extends LeafOptions {
  /** By default `rsa2048`. */
  readonly key?: TestKeyKind | TestKey
}

export interface Issued {
  readonly certificate: Certificate
  /** DER: the leaf, then its issuers without the root. */
  readonly chain: readonly Uint8Array[]
  readonly chainPem: string
  /** What the issuer says of it, where the fault is `revoked`. */
  readonly crls: readonly Uint8Array[]
}

export interface CertifiedKey extends Issued {
  readonly key: TestKey
}

export type CrlFault =
  /** Its nextUpdate lies a month before the clock. */
  | 'stale'
  /** Signed by an authority that did not issue the certificate, under its own name. */
  | 'other-issuer'
  /** The issuer's name, another's key. */
  | 'forged'

export interface CrlOptions {
  readonly by?: 'root' | 'intermediate'
  readonly revoked?: readonly Certificate[]
  /** By default a day before the clock. */
  readonly revokedAt?: Date
  readonly fault?: CrlFault
}

export interface CaOptions {
  /** Keeps the names of two authorities apart. */
  readonly name?: string
  /** Of root and intermediate. By default `p256`. */
  readonly key?: TestKeyKind
  /** The "now" that every validity lies around. By default the time of the call, because third-party tools go by the real one. */
  readonly clock?: Date
  /** The root's certificate spells its curve out. Needs `p256`. */
  readonly explicitCurveRoot?: boolean
}

/** A root, an intermediate with a path length of 0, and the leaves they issue. */
export interface Ca {
  readonly clock: Date
  readonly root: Authority
  readonly intermediate: Authority
  /** A certificate for a key that the authority never sees. */
  issue(options: IssueOptions): Promise<Issued>
  /** A certificate for a key in memory. */
  certify(options?: CertifyOptions): Promise<CertifiedKey>
  crl(options?: CrlOptions): Promise<Crl>
  /** A leaf under a root that looks like this one's (name and public key) but has other curve parameters: CVE-2020-0601. Needs `p256`. */
  forge(options?: CertifyOptions): Promise<CertifiedKey & { readonly root: Certificate }>
}

export async function createCa(options: CaOptions = {}): Promise<Ca> {
  const { name = 'Chancery Test', key = 'p256', clock = new Date(Math.floor(Date.now() / 1000) * 1000) } = options
  const rootKey = await testKey(key, `${name} root`)
  const root = await makeAuthority(null, {
    subject: `O=Chancery Test, CN=${name} Root`,
    key: rootKey,
    clock,
    ...(options.explicitCurveRoot ? { publicKey: explicitCurveKey(rootKey.publicKey) } : {}),
  })
  const intermediate = await makeAuthority(root, {
    subject: `O=Chancery Test, CN=${name} Issuing`,
    key: await testKey(key, `${name} intermediate`),
    clock,
    pathLength: 0,
    days: 1000,
  })

  async function issueTo(
    publicKey: Uint8Array,
    key: TestKey | null,
    leaf: LeafOptions,
  ): Promise<Issued & { key: TestKey | null }> {
    const plan = planLeaf(intermediate, clock, publicKey, key, leaf)
    const faulty = leaf.fault ? { ...plan, ...(await FAULTS[leaf.fault](plan, { clock, root })) } : plan
    const certificate = await issueLeaf(faulty)
    const chain = faulty.chainWithheld ? [certificate] : [certificate, ...faulty.issuer.path]
    const crls = faulty.revoked ? [(await crl({ revoked: [certificate] })).der] : []
    return {
      certificate,
      chain: chain.map(({ der }) => der),
      chainPem: chain.map(({ pem }) => pem).join(''),
      crls,
      key: faulty.key,
    }
  }

  async function certify(leaf: CertifyOptions = {}): Promise<CertifiedKey> {
    const { key = 'rsa2048' } = leaf
    const held = typeof key === 'string' ? await testKey(key) : key
    const issued = await issueTo(held.publicKey, held, leaf)
    return { ...issued, key: issued.key ?? held }
  }

  async function crl(list: CrlOptions = {}): Promise<Crl> {
    const { by = 'intermediate', revoked = [], revokedAt = new Date(clock.getTime() - DAY), fault } = list
    const age = fault === 'stale' ? 60 : 1
    const strangerKey = await testKey('p256', 'stranger')
    const issuer =
      fault === 'other-issuer'
        ? await makeAuthority(null, { subject: 'O=Chancery Test, CN=Stranger', key: strangerKey, clock })
        : { root, intermediate }[by]
    return buildCrl({
      issuer,
      revoked,
      revokedAt,
      thisUpdate: new Date(clock.getTime() - age * DAY),
      nextUpdate: new Date(clock.getTime() + (30 - age) * DAY),
      ...(fault === 'forged' ? { signingKey: strangerKey } : {}),
    })
  }

  async function forge(leaf: CertifyOptions = {}): Promise<CertifiedKey & { root: Certificate }> {
    const forged = forgedKey(rootKey.publicKey)
    const look = await makeAuthority(null, {
      subject: root.certificate.subject,
      key: rootKey,
      clock,
      publicKey: forged.publicKey,
    })
    const resigned = (certificate: Certificate): Certificate =>
      withSignature(certificate, forged.sign(tbsCertificate(certificate)))
    const fake = resigned(look.certificate)
    const { key = 'rsa2048' } = leaf
    const held = typeof key === 'string' ? await testKey(key) : key
    const plan = planLeaf({ certificate: fake, key: rootKey, path: [] }, clock, held.publicKey, held, leaf)
    const certificate = resigned(await issueLeaf(plan))
    return {
      certificate,
      root: fake,
      chain: [certificate.der, fake.der],
      chainPem: certificate.pem + fake.pem,
      crls: [],
      key: held,
    }
  }

  return { clock, root, intermediate, issue: (leaf) => issueTo(leaf.publicKey, null, leaf), certify, crl, forge }
}

const PURPOSES: Readonly<Record<Purpose, Pick<LeafPlan, 'eku' | 'ekuCritical'>>> = {
  'code-signing': { eku: [EKU.codeSigning], ekuCritical: false },
  timestamping: { eku: [EKU.timeStamping], ekuCritical: true },
  plain: { eku: null, ekuCritical: false },
}

function planLeaf(
  issuer: Authority,
  clock: Date,
  publicKey: Uint8Array,
  key: TestKey | null,
  options: LeafOptions,
): LeafPlan {
  const { purpose = 'code-signing' } = options
  return {
    issuer,
    subject: options.subject ?? `O=Chancery Test, CN=${purpose === 'timestamping' ? 'Timestamps' : 'Release'}`,
    key,
    publicKey,
    notBefore: options.notBefore ?? new Date(clock.getTime() - 100 * DAY),
    notAfter: options.notAfter ?? new Date(clock.getTime() + 365 * DAY),
    keyUsage: KEY_USAGE.digitalSignature,
    ...PURPOSES[purpose],
    extensions: options.extensions ?? [],
    brokenSignature: false,
    revoked: false,
    chainWithheld: false,
  }
}

async function issueLeaf(plan: LeafPlan): Promise<Certificate> {
  const certificate = await buildCertificate({
    subject: plan.subject,
    publicKey: plan.publicKey,
    issuer: plan.issuer.certificate,
    signingKey: plan.issuer.key,
    hash: plan.hash,
    notBefore: plan.notBefore,
    notAfter: plan.notAfter,
    extensions: [
      endEntity(),
      keyUsage(plan.keyUsage),
      ...(plan.eku ? [extendedKeyUsage(plan.eku, plan.ekuCritical)] : []),
      ...plan.extensions,
    ],
  })
  if (!plan.brokenSignature) return certificate
  const der = Uint8Array.from(certificate.der)
  der[der.length - 1] = (der.at(-1) as number) ^ 1
  return { ...certificate, der, pem: pem('CERTIFICATE', der) }
}

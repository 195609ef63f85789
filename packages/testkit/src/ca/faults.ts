import { type Authority, DAY, makeAuthority } from './authority.ts'
import { type CertificateExtension, unknownExtension } from './certificate.ts'
import { explicitCurveKey } from './explicit-curve.ts'
import { type TestHash, type TestKey, testKey } from './keys.ts'
import { authority, EKU, endEntity, KEY_USAGE, keyUsage, permittedOrganization } from './profile.ts'

export type CertificateFault =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-eku'
  | 'no-eku'
  /** A timestamp authority's EKU must be critical and alone (RFC 3161 section 2.3). */
  | 'noncritical-eku'
  | 'additional-eku'
  | 'revoked'
  /** The intermediate is not handed over with the leaf. */
  | 'chain-withheld'
  | 'weak-key'
  | 'sha1-signature'
  /** Needs a P-256 key. */
  | 'explicit-curve'
  | 'path-length'
  | 'issuer-not-ca'
  | 'issuer-key-usage'
  | 'issuer-expired'
  | 'name-constraint'
  | 'unknown-critical-extension'
  | 'wrong-key-usage'
  | 'other-key'
  | 'broken-signature'

/** A leaf before it is issued. */
export interface LeafPlan {
  readonly issuer: Authority
  readonly subject: string
  readonly key: TestKey | null
  readonly publicKey: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  readonly keyUsage: number
  readonly eku: readonly string[] | null
  readonly ekuCritical: boolean
  readonly extensions: readonly CertificateExtension[]
  readonly hash?: TestHash | undefined
  readonly brokenSignature: boolean
  readonly revoked: boolean
  readonly chainWithheld: boolean
}

/** Where the leaf would be issued were all well. */
export interface FaultContext {
  readonly clock: Date
  readonly root: Authority
}

type Change = (plan: LeafPlan, context: FaultContext) => Partial<LeafPlan> | Promise<Partial<LeafPlan>>

const days = (clock: Date, count: number): Date => new Date(clock.getTime() + count * DAY)
const AUTHORITY = [authority(null), keyUsage(KEY_USAGE.certificatesAndCrls)]

async function below(
  above: Authority,
  clock: Date,
  extensions: readonly CertificateExtension[] = AUTHORITY,
): Promise<Authority> {
  return makeAuthority(above, {
    subject: 'O=Chancery Test, CN=Authority Below',
    key: await testKey('p256', 'below'),
    clock,
    extensions,
  })
}

export const FAULTS: Readonly<Record<CertificateFault, Change>> = {
  expired: (_, { clock }) => ({ notBefore: days(clock, -400), notAfter: days(clock, -30) }),
  'not-yet-valid': (_, { clock }) => ({ notBefore: days(clock, 30), notAfter: days(clock, 400) }),
  'wrong-eku': () => ({ eku: [EKU.clientAuth], ekuCritical: false }),
  'no-eku': () => ({ eku: null }),
  'noncritical-eku': () => ({ ekuCritical: false }),
  'additional-eku': (plan) => ({ eku: [...(plan.eku ?? []), EKU.clientAuth] }),
  revoked: () => ({ revoked: true }),
  'chain-withheld': () => ({ chainWithheld: true }),
  'weak-key': async () => {
    const key = await testKey('rsa1024')
    return { key, publicKey: key.publicKey }
  },
  'sha1-signature': () => ({ hash: 'SHA-1' }),
  'explicit-curve': (plan) => ({ publicKey: explicitCurveKey(plan.publicKey) }),
  // The intermediate's pathLenConstraint is 0.
  'path-length': async (plan, { clock }) => ({ issuer: await below(plan.issuer, clock) }),
  // Only basicConstraints tells: the key usage claims that it may sign certificates.
  'issuer-not-ca': async (_, { clock, root }) => ({
    issuer: await below(root, clock, [endEntity(), keyUsage(KEY_USAGE.certificatesAndCrls)]),
  }),
  // Only the key usage tells.
  'issuer-key-usage': async (_, { clock, root }) => ({
    issuer: await below(root, clock, [authority(null), keyUsage(KEY_USAGE.digitalSignature)]),
  }),
  'issuer-expired': async (_, { clock, root }) => ({
    issuer: await makeAuthority(root, {
      subject: 'O=Chancery Test, CN=Expired Authority',
      key: await testKey('p256', 'below'),
      clock: days(clock, -500),
      days: 200,
    }),
  }),
  'name-constraint': async (_, { clock, root }) => ({
    issuer: await below(root, clock, [...AUTHORITY, permittedOrganization('Chancery Elsewhere')]),
  }),
  'unknown-critical-extension': (plan) => ({ extensions: [...plan.extensions, unknownExtension(true)] }),
  'wrong-key-usage': () => ({ keyUsage: KEY_USAGE.keyEncipherment }),
  'other-key': async () => ({ publicKey: (await testKey('p256', 'other')).publicKey }),
  'broken-signature': () => ({ brokenSignature: true }),
}

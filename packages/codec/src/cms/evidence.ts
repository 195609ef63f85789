import type { Fault, SignatureEvidence, SignatureReport, VerifiedSignature, Verifier } from '@chancery/core'
import { codecFault, faultOfError } from '../errors.ts'
import { type Certificate, certificateFacts, signerKeyFacts } from '../x509/certificate.ts'
import { alternativeNamesOf } from '../x509/general-name.ts'
import { verifyPath } from '../x509/path.ts'
import { signatureAlgorithmName } from '../x509/signature.ts'
import { type ContentDigests, contentDigests, type SignedContent } from './content.ts'
import { checkIntegrity } from './integrity.ts'
import type { SignedData, SignerInfoData } from './signed-data.ts'
import { readableCertificates, resolveSigner } from './signer.ts'
import { authorityFacts, decidingTimestamp, trustedTimestamps, withRenewals } from './timestamp-trust.ts'
import { type FoundTimestamp, findTimestamps } from './timestamps.ts'

/** A CMS signature as a format found it. */
export interface CmsSignature {
  readonly signedData: SignedData
  readonly content: SignedContent
  /** The eContentType that the format demands, dotted. */
  readonly contentType: string
  /** What the signer's certificate must be for. */
  readonly purpose: 'code-signing' | 'jar' | 'any'
  readonly nested: boolean
  /** An integrity fault that the format found itself: the file's digest is not the signed one. Goes before what CMS finds. */
  readonly fault: Fault | null
  /** The format's own digests of the file, which the signed content states, are of an algorithm with known collisions. */
  readonly weakContent: boolean
}

/** What inspecting found out, with what verifying goes on from. */
interface Inspected {
  readonly report: SignatureReport
  readonly certificate: Certificate | null
  readonly timestamps: readonly FoundTimestamp[]
}

/** One evidence per SignerInfo, in the order of the file; a SignedData without signers is one broken evidence. */
export function cmsEvidence(signature: CmsSignature): readonly SignatureEvidence[] {
  if (signature.signedData.signerInfos.length === 0) {
    return [brokenEvidence(codecFault('SIGNER_MISSING', 'the signature has no signer'), signature.nested)]
  }
  const certificates = readableCertificates(signature.signedData.certificates)
  const digests = contentDigests(signature.content, signature.signedData)
  return signature.signedData.signerInfos.map((signer) => new CmsEvidence(signature, signer, certificates, digests))
}

/** For signature bytes that cannot even be parsed: "mine but broken". */
export function brokenEvidence(fault: Fault, nested: boolean): SignatureEvidence {
  const report = reportOf({ fault, nested })
  return {
    inspect: async () => report,
    verify: async () => ({ ...report, chain: 'not-checked', revocation: 'not-checked' }),
  }
}

function reportOf(
  facts: Partial<SignatureReport> & { readonly fault: Fault | null; readonly nested: boolean },
): SignatureReport {
  return {
    signer: null,
    signerKey: null,
    signerNames: [],
    weakDigest: false,
    digestAlgorithm: null,
    signatureAlgorithm: null,
    integrity: facts.fault ? 'failed' : 'ok',
    timestamp: null,
    timestamps: [],
    ...facts,
  }
}

class CmsEvidence implements SignatureEvidence {
  readonly #signature: CmsSignature
  readonly #signer: SignerInfoData
  readonly #certificates: readonly Certificate[]
  readonly #digests: ContentDigests
  #inspected: Promise<Inspected> | null = null

  constructor(
    signature: CmsSignature,
    signer: SignerInfoData,
    certificates: readonly Certificate[],
    digests: ContentDigests,
  ) {
    this.#digests = digests
    this.#signature = signature
    this.#signer = signer
    this.#certificates = certificates
  }

  async inspect(): Promise<SignatureReport> {
    return (await this.#inspect()).report
  }

  /** The file is hashed once, however often it is asked about. */
  #inspect(): Promise<Inspected> {
    this.#inspected ??= this.#look()
    return this.#inspected
  }

  async #look(): Promise<Inspected> {
    const { signedData, content, contentType, nested } = this.#signature
    let signer: ReturnType<typeof resolveSigner>
    try {
      signer = resolveSigner(this.#signer, this.#certificates)
    } catch (error) {
      const fault = this.#signature.fault ?? faultOfError(error)
      return { report: reportOf({ fault, nested }), certificate: null, timestamps: [] }
    }
    const { certificate, fault } = await checkIntegrity(signer, signedData, content, contentType, this.#digests)
    const found = findTimestamps(this.#signer, this.#certificates)
    const report = reportOf({
      signer: certificateFacts(certificate),
      signerKey: signerKeyFacts(certificate),
      signerNames: alternativeNamesOf(certificate),
      weakDigest: this.#signature.weakContent || signer.digest.weak || signer.scheme.digest.weak,
      digestAlgorithm: signer.digest.name,
      signatureAlgorithm: signatureAlgorithmName(certificate.publicKey, signer.scheme),
      fault: this.#signature.fault ?? fault ?? found.fault,
      nested,
      ...timestampFacts(withRenewals(found.timestamps)),
    })
    return { report, certificate, timestamps: found.timestamps }
  }

  /**
   * Integrity first, then the timestamps' authorities, then the signer's path at the time that they give.
   * `timestamp` is the one that decided, null where none is trusted; `timestamps` has one of each trusted authority.
   */
  async verify(verifier: Verifier): Promise<VerifiedSignature> {
    const { report, certificate, timestamps } = await this.#inspect()
    if (report.fault || !certificate) {
      return { ...report, ...timestampFacts([]), chain: 'not-checked', revocation: 'not-checked' }
    }
    const witnesses = trustedTimestamps(timestamps, verifier)
    const trusted = decidingTimestamp(witnesses, verifier)
    const at = trusted?.time ?? verifier.at
    const judged = {
      ...report,
      timestamp: authorityFacts(trusted ? [trusted] : [])[0] ?? null,
      timestamps: authorityFacts(witnesses),
    }
    try {
      const { revocation } = verifyPath({
        leaf: certificate,
        intermediates: this.#certificates,
        anchors: verifier.anchors,
        at,
        purpose: this.#signature.purpose,
        crls: [...verifier.crls, ...this.#signature.signedData.crls],
        crlsAt: verifier.at,
        signedAt: trusted?.time ?? null,
      })
      return { ...judged, chain: 'trusted', revocation }
    } catch (error) {
      const fault = faultOfError(error)
      const revocation = fault.code === 'CERTIFICATE_REVOKED' ? 'revoked' : 'not-checked'
      // The certificate has run out, and what would tell that it had not then is by an authority nobody vouches for.
      const unheard = fault.code === 'CERTIFICATE_EXPIRED' && witnesses.length === 0 ? timestamps[0] : undefined
      if (unheard) return { ...judged, fault: untrustedTimestamp(fault, unheard), chain: 'untrusted', revocation }
      const early = fault.code === 'CERTIFICATE_NOT_YET_VALID' ? trusted : null
      return { ...judged, fault: early ? earlyTimestamp(fault, early) : fault, chain: 'untrusted', revocation }
    }
  }
}

/** @param timestamps oldest first */
function timestampFacts(timestamps: readonly FoundTimestamp[]): Pick<SignatureReport, 'timestamp' | 'timestamps'> {
  const facts = authorityFacts(timestamps)
  return { timestamp: facts[0] ?? null, timestamps: facts }
}

function earlyTimestamp(fault: Fault, { authority, time }: FoundTimestamp): Fault {
  return {
    ...fault,
    message: `${fault.message}, and its timestamp by ${authority.subjectName} is of ${time.toISOString()}`,
    howToFix:
      "Find out whose clock was wrong, the certificate authority's or the timestamp authority's, and have the file signed again.",
  }
}

function untrustedTimestamp(expired: Fault, { authority }: FoundTimestamp): Fault {
  const message = `${expired.message}, and its timestamp by ${authority.subjectName} is not trusted`
  return codecFault('TIMESTAMP_UNTRUSTED', message)
}

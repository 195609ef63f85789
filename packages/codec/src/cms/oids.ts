/** Object identifiers of CMS (RFC 5652), its attributes, and what Microsoft adds. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  /** PKCS #9 countersignature: the timestamp of old Authenticode. */
  counterSignature: '1.2.840.113549.1.9.6',
  /** RFC 6211. */
  algorithmProtection: '1.2.840.113549.1.9.52',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  /** RFC 3161 Appendix A: the token as an unsigned attribute. */
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  /** szOID_RFC3161_counterSign: the token in Authenticode. */
  microsoftTimestampToken: '1.3.6.1.4.1.311.3.3.1',
  /** szOID_NESTED_SIGNATURE. */
  nestedSignature: '1.3.6.1.4.1.311.2.4.1',
  spcIndirectData: '1.3.6.1.4.1.311.2.1.4',
} as const

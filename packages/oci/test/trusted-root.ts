import type { Ca, Tsa } from '@chancery/testkit'

/** trusted_root.json of a private authority: its chain and its timestamps, no logs. */
export function trustedRoot(ca: Ca, ...tsas: readonly Tsa[]): Record<string, unknown> {
  const chain = [ca.intermediate.certificate.der, ca.root.certificate.der].map(certificate)
  const validFor = { start: '2020-01-01T00:00:00Z' }
  const subject = { organization: 'Chancery Test', commonName: 'Chancery Test' }
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [],
    ctlogs: [],
    certificateAuthorities: [{ subject, uri: 'https://ca.example', certChain: { certificates: chain }, validFor }],
    timestampAuthorities: tsas.map(({ signer }) => ({
      subject,
      uri: 'https://tsa.example',
      certChain: { certificates: [certificate(signer.certificate.der), ...chain] },
      validFor,
    })),
  }
}

function certificate(der: Uint8Array): { rawBytes: string } {
  return { rawBytes: Buffer.from(der).toString('base64') }
}

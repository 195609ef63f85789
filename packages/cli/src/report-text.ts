import type { JobEntry, SignatureEntry, SignedFile, SignReport, VerifiedFile, VerifyReport } from '@chancery/engine'
import { isImageSignature, sayInspectedImage, sayVerifiedImage } from './image-text.ts'
import { say, type Terminal } from './terminal.ts'

/** What people read of a report: a line a file, what to do where something failed, and a count. */
export function saySigned(terminal: Terminal, report: SignReport, dryRun: boolean): void {
  for (const file of report.files) {
    const [first, ...others] = file.timestamps
    const also = others.map(({ authority }) => ` and ${authority}`).join('')
    const stamp = first ? `, ${first.time} by ${first.authority}${also}` : ''
    const where = file.signature ?? file.out
    const who = file.certificate?.subject ?? `key ${file.key}`
    const line = `${file.path} → ${where}  ${file.format}, ${file.signatureAlgorithm}, ${who}${stamp}${loggedText(file.log)}`
    const done = dryRun ? 'would sign' : 'signed'
    say(terminal, `${file.action === 'kept' ? 'kept' : done}  ${line}`)
    for (const { authority, message } of file.timestampFailures ?? []) {
      say(terminal, `  no timestamp by ${authority}: ${message}`)
    }
  }
  for (const failure of report.failed) {
    say(terminal, `failed  ${failure.path}: ${failure.code}: ${failure.message}`)
    say(terminal, `  fix: ${failure.howToFix}`)
  }
  if (report.files.length + report.failed.length > 1) {
    const kept = report.files.filter(({ action }) => action === 'kept').length
    const signed = `${report.files.length - kept} ${dryRun ? 'would be signed' : 'signed'}`
    say(terminal, `${signed}, ${kept > 0 ? `${kept} kept, ` : ''}${report.failed.length} failed`)
  }
}

function loggedText(log: SignedFile['log']): string {
  if (log === null) return ''
  return log.index === null ? `, queued for ${log.origin}` : `, logged as ${log.index} of ${log.origin}`
}

export function sayVerified(terminal: Terminal, report: VerifyReport): void {
  for (const file of report.files) {
    if (file.verdict === 'verified') {
      const record = file.record === null ? '' : `, record ${file.record}${loggedText(file.log ?? null)}`
      say(terminal, `verified  ${file.path}  ${file.format ?? (file.image ? 'image' : 'bundle')}${record}`)
    } else {
      say(terminal, `failed  ${file.path}: ${file.code}: ${file.message}`)
    }
    if (file.identity?.verified) say(terminal, `  ${jobText(file.identity)}`)
    sayVerifiedImage(terminal, file)
    for (const signature of file.signatures) saySignature(terminal, signature)
    if (file.verdict === 'failed') say(terminal, `  fix: ${file.howToFix}`)
  }
  if (report.files.length > 1) {
    const failed = report.files.filter((file) => file.verdict === 'failed').length
    say(terminal, `${report.files.length - failed} verified, ${failed} failed`)
  }
}

export function sayInspected(terminal: Terminal, report: VerifyReport): void {
  for (const file of report.files) {
    say(terminal, `${file.path}: ${inspected(file)}`)
    sayInspectedImage(terminal, file)
    for (const signature of file.signatures) saySignature(terminal, signature)
    if (file.howToFix !== undefined) say(terminal, `  fix: ${file.howToFix}`)
  }
}

function inspected(file: VerifiedFile): string {
  if (file.code !== undefined) return `${file.code}: ${file.message}`
  const count = file.signatures.length
  const signatures = count === 0 ? 'no signature' : `${count} signature${count === 1 ? '' : 's'}`
  return `${file.format ?? (file.image ? 'image' : 'no known format')}, ${signatures}${file.record === null ? '' : ', record beside it'}`
}

function saySignature(terminal: Terminal, signature: VerifiedFile['signatures'][number]): void {
  // Those of images stand with the image.
  if (!isImageSignature(signature)) say(terminal, `  ${signatureText(signature)}`)
}

function signatureText(signature: SignatureEntry): string {
  const [first, ...others] = signature.timestamps
  const also = others.map(({ authority }) => ` and ${authority}`).join('')
  const stamp = first ? `, timestamp ${first.time} by ${first.authority}${also}` : ', no timestamp'
  const who = signature.signer ? `${signature.signer.subject} (issuer ${signature.signer.issuer})` : 'unknown signer'
  const nested = signature.nested ? 'nested: ' : ''
  return `${nested}${who}, ${signature.signatureAlgorithm ?? 'unknown algorithm'}, integrity ${signature.integrity}, chain ${signature.chain}${stamp}`
}

function jobText({ platform, repository, workflow, ref }: JobEntry): string {
  const members = [repository, ref, workflow].filter((member) => member !== null)
  return `by a proved ${platform} job: ${members.join(', ')}`
}

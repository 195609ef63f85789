import type { VerifiedFile, VerifyReport } from './report.ts'
import { VERSION } from './version.ts'

/** A verify report as SARIF 2.1.0, as code scanning reads it: one result for each file that failed. */
export function sarifLog(report: VerifyReport): Record<string, unknown> {
  const failed = report.files.filter((file) => file.verdict === 'failed')
  const rules = new Map(failed.map((file) => [file.code as string, file]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'chancery', version: VERSION, rules: [...rules].map(([id, file]) => ruleOf(id, file)) },
        },
        results: failed.map(resultOf),
        invocations: [
          {
            executionSuccessful: report.failed.length === 0,
            toolExecutionNotifications: report.failed.map(({ code, message }) => ({
              level: 'error',
              descriptor: { id: code },
              message: { text: message },
            })),
          },
        ],
      },
    ],
  }
}

function ruleOf(id: string, file: VerifiedFile): Record<string, unknown> {
  return { id, shortDescription: { text: id }, help: { text: file.howToFix } }
}

function resultOf(file: VerifiedFile): Record<string, unknown> {
  // The reference of an image is a URI already.
  const uri = file.image ? file.path : file.path.split(/[\\/]/).map(encodeURIComponent).join('/')
  return {
    ruleId: file.code,
    level: 'error',
    message: { text: `${file.message}. ${file.howToFix}` },
    locations: [{ physicalLocation: { artifactLocation: { uri } } }],
    // What was found, for whoever looks into it; members that are absent are left out.
    properties: {
      record: file.record,
      recordKey: file.recordKey,
      provenance: file.provenance,
      identity: file.identity,
      signers: file.signatures.map(({ signer }) => signer),
    },
  }
}

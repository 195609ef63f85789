import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type CiErrorCode =
  | 'PKCS11JS_INVALID'
  | 'PKCS11JS_BUILD_FAILED'
  | 'IDENTITY_REQUIRED'
  | 'GLOB_OUTSIDE_WORKSPACE'
  | 'OUTPUTS_UNAVAILABLE'
  | 'REPORT_NOT_WRITTEN'

export const CI_ERRORS: ErrorTable<CiErrorCode> = {
  PKCS11JS_INVALID: {
    family: 'usage',
    howToFix:
      'Give the folder or the archive of a pkcs11js that was built on such a machine: package.json, index.js and build/Release/pkcs11.node.',
  },
  PKCS11JS_BUILD_FAILED: {
    family: 'environment',
    howToFix:
      'Put npm, a C++ compiler, make and Python 3 on the runner, or give a pkcs11js that is built already: the input pkcs11js.',
  },
  IDENTITY_REQUIRED: {
    family: 'untrusted',
    howToFix:
      'Give the job an identity token that chancery.yaml believes (docs/identity.md says how, for each platform), or sign elsewhere: pull requests from forks get none.',
  },
  GLOB_OUTSIDE_WORKSPACE: {
    family: 'usage',
    howToFix: 'Copy the files into the workspace, or name each of them, without a pattern.',
  },
  OUTPUTS_UNAVAILABLE: {
    family: 'environment',
    howToFix: 'Give the job a disk with space on it, and leave the variable GITHUB_OUTPUT and its file to the runner.',
  },
  REPORT_NOT_WRITTEN: {
    family: 'environment',
    howToFix: 'Name a file below a folder that this job may write to.',
  },
}

export class CiError extends ChanceryError<CiErrorCode> {
  constructor(code: CiErrorCode, message: string, options?: ErrorOptions) {
    super(CI_ERRORS, code, message, options)
    this.name = 'CiError'
  }
}

export { ATTEST_STEP } from './attest-step.ts'
export { ConsoleHost, type ConsoleHostOptions } from './console-host.ts'
export { CI_ERRORS, CiError, type CiErrorCode } from './errors.ts'
export { cleanUpGithub, githubHost } from './github.ts'
export type { Annotation, StepHost, Summary } from './host.ts'
export { takesImages } from './images.ts'
export {
  inputName,
  inputNames,
  inputsOf,
  needsFiles,
  readInputs,
  type StepInputs,
  unknownInputs,
} from './inputs.ts'
export { JenkinsHost, type JenkinsHostOptions, type JenkinsInputs, type JenkinsOutputs } from './jenkins.ts'
export { outputsOf } from './outputs.ts'
export { pathLines, printable } from './printable.ts'
export { RELEASE_STEP } from './release-step.ts'
export { setupStep } from './setup-step.ts'
export { shellPath, shellWord } from './shell-words.ts'
export { SIGN_STEP, setDigest } from './sign-step.ts'
export { runStep, type Step, type StepResult } from './step.ts'
export { runStepCommand, type StepCommand } from './step-command.ts'
export { stopSignal } from './stop-signal.ts'
export { summaryHtml } from './summary-html.ts'
export { summaryMarkdown } from './summary-markdown.ts'
export { TOOL_NAME } from './tool-cache.ts'
export { VERIFY_STEP } from './verify-step.ts'

import type { DigestName, KeyKind } from '@chancery/core'
import { parseExpectedName } from './alternative-name.ts'
import type { AttestOptions } from './attest.ts'
import type { VsaOptions } from './attest-vsa.ts'
import type { CommonOptions } from './context.ts'
import { EngineError } from './errors.ts'
import type { CopyOptions } from './images/copy.ts'
import type {
  Annotations,
  AttestationLayout,
  ImageVerifyOptions,
  OciFormat,
  RegistryAccess,
} from './images/image-options.ts'
import type { InspectOptions } from './inspect.ts'
import { parseKeyRules } from './key-rules.ts'
import type { GenerateOptions, KeysOptions, RequestOptions } from './keys.ts'
import { suggestion } from './nearest.ts'
import type { OperationSpec } from './operations/index.ts'
import type { ReleaseOptions } from './release/options.ts'
import type { Requirement } from './requirements.ts'
import type { ServeTimestampsOptions } from './serve-timestamps.ts'
import { serverOptions } from './server-options.ts'
import type { IfSigned, SignOptions } from './sign.ts'
import type { TimestampOptions } from './timestamp/options.ts'
import type { TimestampChoice } from './timestamping.ts'
import type { VerifyOptions } from './verify.ts'

/** Options as a command line or a CI step gives them, by flag name; see {@link checkValues}. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/**
 * Refuses values that the table does not allow, and missing ones: all problems at once.
 * @throws EngineError OPTION_INVALID
 */
export function checkValues(operation: OperationSpec, values: OptionValues): void {
  const problems: string[] = []
  for (const option of operation.options) {
    const value = values[option.name]
    if (value === undefined) {
      if (option.required && option.env === undefined) problems.push(`--${option.name} is missing`)
      continue
    }
    const texts =
      typeof value === 'boolean'
        ? []
        : typeof value === 'string'
          ? [value]
          : splitCommas(option.choices ? value : [...value])
    for (const text of texts) {
      if (option.choices && !option.choices.includes(text)) {
        problems.push(
          `--${option.name} ${text}: is none of ${option.choices.join(', ')}${suggestion(text, option.choices)}`,
        )
      } else if (option.kind === 'number' && !/^[1-9][0-9]{0,5}$/.test(text)) {
        problems.push(`--${option.name} ${text}: is no positive number`)
      } else if (text === '') problems.push(`--${option.name}: is empty`)
    }
  }
  if (problems.length > 0) throw new EngineError('OPTION_INVALID', problems.join('; '), { details: { problems } })
}

export function signOptions(files: readonly string[], values: OptionValues, common: CommonOptions): SignOptions {
  const ifSigned = text(values, 'if-signed') as IfSigned | undefined
  if (values.append === true && ifSigned !== undefined && ifSigned !== 'append') {
    throw new EngineError('OPTIONS_CONFLICT', `--append and --if-signed ${ifSigned} exclude each other`)
  }
  return {
    ...common,
    files,
    config: text(values, 'config'),
    key: text(values, 'key'),
    keyFor: parseKeyRules(list(values, 'key-for') ?? []),
    module: text(values, 'module'),
    certificate: text(values, 'certificate'),
    out: text(values, 'out'),
    inPlace: values['in-place'] === true,
    format: text(values, 'format'),
    append: values.append === true || ifSigned === 'append',
    ifSigned,
    ifNoFiles: text(values, 'if-no-files') as SignOptions['ifNoFiles'],
    digest: text(values, 'digest') as DigestName | undefined,
    description: text(values, 'description'),
    url: text(values, 'url'),
    timestamp: timestampChoice(values),
    timestampQuorum: number(values, 'timestamp-quorum'),
    ...imageOptions(values),
    recursive: values.recursive === true,
    attest: values.attest !== false,
    concurrency: number(values, 'concurrency'),
    dryRun: values['dry-run'] === true,
  }
}

export function verifyOptions(files: readonly string[], values: OptionValues, common: CommonOptions): VerifyOptions {
  const at = text(values, 'at')
  return {
    ...inspectOptions(files, values, common),
    trust: list(values, 'trust'),
    timestampTrust: list(values, 'timestamp-trust'),
    timestampQuorum: number(values, 'timestamp-quorum'),
    crls: list(values, 'crl'),
    at: at === undefined ? undefined : isoTime(at),
    require: splitCommas(list(values, 'require') ?? []) as readonly Requirement[],
    logPolicy: text(values, 'log-policy'),
    policy: text(values, 'policy'),
    vsa: text(values, 'vsa'),
    bundle: text(values, 'bundle'),
    provenanceBundle: text(values, 'provenance-bundle'),
    identityRepositories: list(values, 'identity-repository'),
    identityWorkflows: list(values, 'identity-workflow'),
    identityRefs: list(values, 'identity-ref')?.map(wholeRef),
    identityIssuers: list(values, 'identity-issuer'),
    identity: text(values, 'identity'),
    issuer: text(values, 'issuer'),
    signerSubjects: list(values, 'signer-subject'),
    signerIssuers: list(values, 'signer-issuer'),
    signerKeys: list(values, 'signer-key')?.map(sha256Hex),
    signerSans: list(values, 'signer-san')?.map(namingSomething),
    ...imageOptions(values),
    dockerReference: text(values, 'docker-reference'),
    maxAgeDays: number(values, 'max-age'),
    minRsaBits: number(values, 'min-rsa-bits'),
  }
}

export function inspectOptions(files: readonly string[], values: OptionValues, common: CommonOptions): InspectOptions {
  return {
    ...common,
    files,
    config: text(values, 'config'),
    signature: text(values, 'signature'),
    ...registryAccess(values),
    concurrency: number(values, 'concurrency'),
  }
}

export function attestOptions(files: readonly string[], values: OptionValues, common: CommonOptions): AttestOptions {
  const kinds = list(values, 'oci-format')
  return {
    ...keysOptions(values, common),
    files,
    predicateType: text(values, 'predicate-type'),
    predicate: text(values, 'predicate'),
    sbom: text(values, 'sbom'),
    findSbom: values['find-sbom'] === true,
    testResults: list(values, 'test-results'),
    testConfiguration: list(values, 'test-configuration'),
    allowFailed: values['allow-failed'] === true,
    vsa: vsaOptions(values),
    provenance: values.provenance === true,
    allowUnverified: values['allow-unverified'] === true,
    dsse: values.dsse === true,
    checksums: list(values, 'subject-checksums'),
    subjects: list(values, 'subject-digest'),
    ociFormats: kinds && (splitCommas(kinds) as readonly AttestationLayout[]),
    ...registryAccess(values),
    out: text(values, 'out'),
  }
}

/** What `sign`, `verify` and `attest` take of images alike. @throws EngineError OPTION_INVALID */
function imageOptions(values: OptionValues): Omit<ImageVerifyOptions, 'dockerReference'> {
  const kinds = list(values, 'oci-format')
  return {
    ociFormats: kinds && (splitCommas(kinds) as readonly OciFormat[]),
    annotations: annotations(list(values, 'annotation') ?? []),
    ...registryAccess(values),
  }
}

function registryAccess(values: OptionValues): RegistryAccess {
  return { allowHttpRegistry: values['allow-http-registry'] === true, registryCa: list(values, 'registry-ca') }
}

/** @throws EngineError OPTION_INVALID */
function annotations(texts: readonly string[]): Annotations {
  const entries = texts.map((text) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) {
      throw new EngineError('OPTION_INVALID', `--annotation ${text}: is no NAME=VALUE`)
    }
    return [name, value] as const
  })
  const names = entries.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new EngineError('OPTION_INVALID', `--annotation ${twice}: is given twice`)
  return Object.fromEntries(entries)
}

/** undefined where no option speaks of a verification summary. */
function vsaOptions(values: OptionValues): VsaOptions | undefined {
  const vsa: VsaOptions = {
    verifier: text(values, 'vsa-verifier'),
    resource: text(values, 'vsa-resource'),
    policy: text(values, 'vsa-policy'),
    policyFile: text(values, 'vsa-policy-file'),
    result: text(values, 'vsa-result'),
    levels: list(values, 'vsa-level'),
    inputs: list(values, 'vsa-input'),
  }
  return Object.values(vsa).some((value) => value !== undefined) ? vsa : undefined
}

/** @param operands source and destination */
export function copyOptions(operands: readonly string[], values: OptionValues, common: CommonOptions): CopyOptions {
  const [source, destination, ...others] = operands
  if (source === undefined || destination === undefined || others.length > 0) {
    throw new EngineError('OPTION_INVALID', `copy needs a source and a destination, not ${operands.join(' and ')}`)
  }
  return {
    ...common,
    config: text(values, 'config'),
    source,
    destination,
    referrers: values.referrers !== false,
    ...registryAccess(values),
    concurrency: number(values, 'concurrency'),
  }
}

export function keysOptions(values: OptionValues, common: CommonOptions): KeysOptions {
  return { ...common, config: text(values, 'config'), key: text(values, 'key'), module: text(values, 'module') }
}

export function commonOptions(values: OptionValues, common: CommonOptions): CommonOptions {
  return { ...common, config: text(values, 'config') }
}

export function generateOptions(values: OptionValues, common: CommonOptions): GenerateOptions {
  return {
    ...keysOptions(values, common),
    label: text(values, 'label') ?? '',
    kind: text(values, 'kind') as KeyKind,
    bits: number(values, 'bits') as GenerateOptions['bits'],
  }
}

export function requestOptions(values: OptionValues, common: CommonOptions): RequestOptions {
  return { ...keysOptions(values, common), subject: text(values, 'subject') ?? '', out: text(values, 'out') ?? null }
}

export function timestampOptions(
  files: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): TimestampOptions {
  return {
    ...common,
    files,
    config: text(values, 'config'),
    timestamp: list(values, 'timestamp') ?? 'configured',
    timestampQuorum: number(values, 'timestamp-quorum'),
    renew: values.renew === true,
    out: text(values, 'out'),
    attest: values.attest !== false,
    trust: list(values, 'trust'),
    timestampTrust: list(values, 'timestamp-trust'),
    ociFormats: imageOptions(values).ociFormats,
    recursive: values.recursive === true,
    ...registryAccess(values),
    concurrency: number(values, 'concurrency'),
  }
}

/** @throws EngineError OPTION_INVALID */
export function serveOptions(values: OptionValues, common: CommonOptions): ServeTimestampsOptions {
  if (values.timestamp !== true) {
    throw new EngineError('OPTION_INVALID', '--timestamp is missing: this version serves nothing else')
  }
  const policy = text(values, 'policy')
  if (policy !== undefined && !/^[012](\.(0|[1-9]\d*))+$/.test(policy)) {
    throw new EngineError('OPTION_INVALID', `--policy ${policy}: is no dotted object identifier`)
  }
  return {
    ...keysOptions(values, common),
    certificate: text(values, 'certificate'),
    ...serverOptions(values),
    policy,
    accuracyMs: number(values, 'accuracy'),
    clockFile: text(values, 'clock-file'),
  }
}

/** @param operands the manifest, or nothing */
export function releaseOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): ReleaseOptions {
  if (operands.length > 1) throw new EngineError('OPTION_INVALID', `one manifest, not ${operands.join(' and ')}`)
  return {
    ...keysOptions(values, common),
    manifest: operands[0],
    versionName: text(values, 'version-name'),
    certificate: text(values, 'certificate'),
    previous: text(values, 'previous'),
    timestamp: timestampChoice(values),
    timestampQuorum: number(values, 'timestamp-quorum'),
    trust: list(values, 'trust'),
    timestampTrust: list(values, 'timestamp-trust'),
    ...registryAccess(values),
    concurrency: number(values, 'concurrency'),
    dryRun: values['dry-run'] === true,
  }
}

/** @throws EngineError OPTIONS_CONFLICT */
function timestampChoice(values: OptionValues): TimestampChoice {
  const urls = list(values, 'timestamp')
  if (urls && values['no-timestamp'] === true) {
    throw new EngineError('OPTIONS_CONFLICT', '--timestamp and --no-timestamp exclude each other')
  }
  return values['no-timestamp'] === true ? 'none' : (urls ?? 'configured')
}

function text(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

function list(values: OptionValues, name: string): readonly string[] | undefined {
  const value = values[name]
  return Array.isArray(value) && value.length > 0 ? value : undefined
}

function number(values: OptionValues, name: string): number | undefined {
  const value = text(values, name)
  return value === undefined ? undefined : Number(value)
}

function splitCommas(texts: readonly string[]): readonly string[] {
  return texts.flatMap((item) => item.split(',').map((part) => part.trim()))
}

/** As openssl and browsers print it too: with colons, upper case. @throws EngineError OPTION_INVALID */
function sha256Hex(value: string): string {
  const hex = value.replaceAll(':', '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hex)) return hex
  throw new EngineError('OPTION_INVALID', `--signer-key ${value}: is no SHA-256 in hex`)
}

/** `main` could be a branch or a tag, and the difference is who may make it. @throws EngineError OPTION_INVALID */
function wholeRef(value: string): string {
  if (/^refs\/[^/]+\/./.test(value)) return value
  throw new EngineError('OPTION_INVALID', `--identity-ref ${value}: is no whole ref, such as refs/heads/main`)
}

/** @throws EngineError OPTION_INVALID */
function namingSomething(value: string): string {
  parseExpectedName(value)
  return value
}

/** RFC 3339. @throws EngineError OPTION_INVALID */
function isoTime(value: string): Date {
  const time = new Date(value)
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) || Number.isNaN(time.getTime())) {
    throw new EngineError('OPTION_INVALID', `--at ${value}: is no time such as 2026-11-24T12:00:00Z`)
  }
  return time
}

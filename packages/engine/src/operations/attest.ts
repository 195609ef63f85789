import type { OperationSpec } from './option-spec.ts'
import { ALLOW_HTTP_REGISTRY, CONFIG, JSON_FLAG, KEY, MODULE, REGISTRY_CA } from './shared-options.ts'

export const ATTEST: OperationSpec = {
  name: 'attest',
  summary: 'Sign an in-toto statement about files or images: provenance, an SBOM, test results, any predicate',
  operands: '[FILE|IMAGE...]',
  options: [
    { name: 'predicate-type', kind: 'text', value: 'URI', help: 'what the predicate is' },
    { name: 'predicate', kind: 'text', value: 'FILE', help: 'the predicate, JSON' },
    { name: 'sbom', kind: 'text', value: 'FILE', help: 'instead of both: CycloneDX or SPDX, JSON; its content tells' },
    {
      name: 'find-sbom',
      kind: 'flag',
      help: 'the SBOM beside each file (NAME.cdx.json, NAME.spdx.json) or in its folder (bom.json ...)',
    },
    {
      name: 'test-results',
      kind: 'list',
      value: 'FILE',
      help: 'JUnit XML reports, paths and globs; or one in-toto test-result predicate, JSON',
    },
    {
      name: 'test-configuration',
      kind: 'list',
      value: 'FILE',
      help: 'what the tests were configured with, for the digest: paths and globs',
    },
    { name: 'allow-failed', kind: 'flag', help: 'attest test results also where tests failed' },
    { name: 'provenance', kind: 'flag', help: 'SLSA provenance of this CI job, by its identity token' },
    {
      name: 'allow-unverified',
      kind: 'flag',
      help: 'with --provenance: where no token proves which job this is, what the environment says, marked as that',
    },
    { name: 'vsa-verifier', kind: 'text', value: 'URI', help: 'verification summary (SLSA): who verified' },
    { name: 'vsa-resource', kind: 'text', value: 'URI', help: 'verification summary: where the artifact is fetched' },
    { name: 'vsa-policy', kind: 'text', value: 'URI', help: 'verification summary: by which policy' },
    { name: 'vsa-policy-file', kind: 'text', value: 'FILE', help: 'verification summary: that policy, for its digest' },
    {
      name: 'vsa-result',
      kind: 'text',
      value: 'RESULT',
      choices: ['PASSED', 'FAILED'],
      help: 'verification summary: PASSED or FAILED',
    },
    {
      name: 'vsa-level',
      kind: 'list',
      value: 'LEVEL',
      help: 'verification summary: SLSA_BUILD_LEVEL_2 and the like, one of a track, or names of your own',
    },
    {
      name: 'vsa-input',
      kind: 'list',
      value: 'FILE',
      help: 'verification summary: the attestations that were looked at, all of them',
    },
    {
      name: 'subject-checksums',
      kind: 'list',
      value: 'FILE',
      guard: true,
      help: 'what a SHA256SUMS file lists, beside the files or instead of them',
    },
    {
      name: 'subject-digest',
      kind: 'list',
      value: 'NAME@DIGEST',
      guard: true,
      help: 'an image, or anything whose digest is known: registry.example/app@sha256:...',
    },
    { ...KEY, help: 'the key that signs; keys.attestation by default' },
    MODULE,
    {
      name: 'out',
      kind: 'text',
      value: 'FILE',
      help: 'the bundle; by default beside the file, by its kind: FILE.sbom.sigstore.json; above 1024 subjects several, numbered',
    },
    {
      name: 'dsse',
      kind: 'flag',
      help: 'beside each bundle also its bare DSSE envelope, NAME.intoto.jsonl, for slsa-verifier and in-toto tools',
    },
    {
      name: 'oci-format',
      kind: 'list',
      value: 'KIND',
      choices: ['bundle', 'cosign'],
      help: 'images: where it is attached: bundle (the default), cosign (its classic tag)',
    },
    ALLOW_HTTP_REGISTRY,
    REGISTRY_CA,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery attest app.exe --predicate-type https://cyclonedx.org/bom --predicate bom.json',
      'writes app.exe.sbom.sigstore.json',
    ],
    [
      'chancery attest --subject-checksums SHA256SUMS --sbom bom.json --out sbom.sigstore.json',
      'an SBOM of everything that a release lists',
    ],
    ['chancery attest oci://registry.example.com/team/app:1.2 --sbom bom.json', 'an SBOM, attached to the image'],
    ["chancery attest 'dist/**' --find-sbom", 'each file with the SBOM beside it: FILE.sbom.sigstore.json'],
    [
      "chancery attest app.exe --test-results 'reports/**/*.xml' --out app.exe.tests.sigstore.json",
      'which tests passed; refused where one failed',
    ],
    ["chancery attest 'dist/**' --provenance --out provenance.sigstore.json", 'in a CI job: which job built the files'],
    [
      'chancery attest app.exe --vsa-verifier https://ci.example.com --vsa-resource https://example.com/app.exe --vsa-policy https://example.com/policy --vsa-result PASSED --vsa-level SLSA_BUILD_LEVEL_2 --dsse --out vsa.sigstore.json',
      'a verification summary, also as slsa-verifier reads it: vsa.intoto.jsonl',
    ],
  ],
}

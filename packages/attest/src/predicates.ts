/** What statements can say besides the signing record: an entry point of its own, for a signing needs none of it. */
export {
  type NamedDigest,
  TEST_OUTCOMES,
  TEST_RESULT_TYPE,
  type TestOutcome,
  type TestReport,
  testOutcomeOf,
  testResultPredicate,
} from './predicates/test-result.ts'
export { type Verification, VSA_TYPE, vsaPredicate } from './predicates/vsa.ts'
export { assertedProvenance } from './provenance/asserted.ts'
export { type BuildTimes, provenancePredicate } from './provenance/provenance.ts'

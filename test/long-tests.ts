/** Whether the tests run whose tools take longer to build than all others take to run: `CHANCERY_LONG_TESTS=1 npm test`, every week in CI. */
export const LONG_TESTS: boolean = Boolean(process.env.CHANCERY_LONG_TESTS)

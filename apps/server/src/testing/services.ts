/** Flags of `npm test` for services that this machine does not have: such tests are skipped, and the run says so. */
export const withoutRedis = process.env.SUNDAY_TEST_WITHOUT_REDIS !== undefined;
export const withoutBrowser = process.env.SUNDAY_TEST_WITHOUT_BROWSER !== undefined;

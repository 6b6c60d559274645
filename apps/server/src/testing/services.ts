/** Set by `npm test` when a service is missing on this machine: its tests are skipped, and the run says so. */
export const withoutRedis = process.env.SUNDAY_TEST_WITHOUT_REDIS !== undefined;
export const withoutBrowser = process.env.SUNDAY_TEST_WITHOUT_BROWSER !== undefined;

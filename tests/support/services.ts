/** Set by `npm test` where a service is missing outside CI: tests that need it are skipped, with a message. */
export const withoutPostgres = process.env.SUNDAY_TEST_WITHOUT_POSTGRES !== undefined;
export const withoutRedis = process.env.SUNDAY_TEST_WITHOUT_REDIS !== undefined;
export const withoutBrowser = process.env.SUNDAY_TEST_WITHOUT_BROWSER !== undefined;

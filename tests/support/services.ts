/** Set by `npm test` where a service could not be had outside CI: what needs it is skipped, and said loudly. */
export const withoutPostgres = process.env.SUNDAY_TEST_WITHOUT_POSTGRES !== undefined;
export const withoutRedis = process.env.SUNDAY_TEST_WITHOUT_REDIS !== undefined;
export const withoutBrowser = process.env.SUNDAY_TEST_WITHOUT_BROWSER !== undefined;

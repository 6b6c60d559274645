/** What the test runner could not provide (it has said so): tests that need it are skipped. */
export const withoutPostgres = process.env.SUNDAY_TEST_WITHOUT_POSTGRES === '1';
export const withoutRedis = withoutPostgres || process.env.SUNDAY_TEST_WITHOUT_REDIS === '1';

export { cookieOf, signUp, type TestPlayer } from './sign-up.js';
export {
  emptyDatabase,
  type TestDatabase,
  testDatabase,
  testRedisUrl,
  testServerUrl,
} from './test-database.js';
export { startTestServer, type TestServer } from './test-server.js';

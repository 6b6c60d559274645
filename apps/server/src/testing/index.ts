export { freePort, hasRedisServer, type PrivateRedis, privateRedis } from '@sunday-live/testing';
export { type CaughtMail, mailTo } from './mail-box.js';
export { type ServerProcess, startProcess } from './server-process.js';
export { withoutBrowser, withoutRedis } from './services.js';
export { cookieOf, signUp, type TestPlayer } from './sign-up.js';
export { type SmtpCatcher, smtpCatcher } from './smtp-catcher.js';
export {
  emptyDatabase,
  type TestDatabase,
  testDatabase,
  testRedisUrl,
  testServerUrl,
} from './test-database.js';
export { startTestServer, type TestServer } from './test-server.js';
export { totpCode, wrongCode } from './totp.js';
export { until } from './until.js';
export { linkIn, writtenMails } from './written-mails.js';

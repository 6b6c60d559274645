export { runBackup } from './backup.js';
export { type Config, readConfig } from './config/config.js';
export { ConfigError } from './config/config-error.js';
export { createServer, type RunningServer } from './create-server.js';
export { DEMO_ACCOUNTS } from './features/auth/demo-accounts.js';
export { resetDemo, seedDemo } from './features/demo/demo.js';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
export { runRestore } from './restore.js';
export { runUntilSignal } from './run-until-signal.js';

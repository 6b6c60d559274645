import { readConfig } from './config/config.js';
import { createServer } from './create-server.js';
import { runUntilSignal } from './run-until-signal.js';

await runUntilSignal(async () => {
  const server = await createServer(readConfig());
  console.log(`listening on ${server.url}`);
  return server;
});

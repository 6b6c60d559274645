import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';

// npm run secret: creates the session secret of DATA_DIR, once. Several machines or containers share it, so it is
// created before they start.
await main(async () => {
  if (process.env.SESSION_SECRET) {
    console.log('SESSION_SECRET is set: no secret is made');
    return;
  }
  await ensureBuilt();
  const { storedSecret } = await import('../apps/server/dist/config/session-secret.js');
  const folder = resolve(process.env.DATA_DIR || 'var');
  const file = join(folder, 'session-secret');
  const there = existsSync(file);
  storedSecret(folder);
  console.log(
    there
      ? `The session secret is in ${file}`
      : `A session secret was made and is kept in ${file}. It signs sessions and seals second factors: backups hold it`,
  );
});

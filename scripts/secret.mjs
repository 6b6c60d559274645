import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';

// npm run secret: makes the session secret of DATA_DIR, once. Several machines or containers start from one, so it is made before them.
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

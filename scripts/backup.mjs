import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';

// npm run backup -- [file.tar.gz]: the database of this environment into one file
await main(async () => {
  await ensureBuilt();
  const { runBackup } = await import('../apps/server/dist/index.js');
  console.log((await runBackup(process.argv.slice(2))).text);
});

import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';

// npm run restore -- file.tar.gz: a backup into the empty database of this environment
await main(async () => {
  await ensureBuilt();
  const { runRestore } = await import('../apps/server/dist/index.js');
  console.log((await runRestore(process.argv.slice(2))).text);
});

import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';

// npm run admin -- <command>: what the console does in an emergency, from a shell
await main(async () => {
  await ensureBuilt();
  const { runAdmin } = await import('../apps/server/dist/index.js');
  // ends also what a failed start has left open
  process.exit(await runAdmin(process.argv.slice(2)));
});

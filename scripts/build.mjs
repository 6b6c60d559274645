import { build, compile } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { main } from './lib/run.mjs';

// npm run build: builds everything for production, including the client's types and the simulated season
await main(async () => {
  await ensureInstalled();
  await build();
  await compile('apps/client', 'apps/simulate');
  console.log('Built. `npm run serve` starts the server as the environment says.');
});

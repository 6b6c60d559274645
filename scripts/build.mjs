import { build, compile } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { main } from './lib/run.mjs';

// npm run build: everything for production, types of the client and the simulated season included
await main(async () => {
  await ensureInstalled();
  await build();
  await compile('apps/client', 'apps/simulate');
  console.log('Built. `npm run serve` starts the server as the environment says.');
});

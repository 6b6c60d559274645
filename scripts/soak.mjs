import { compile, ensureBuilt } from './lib/ensure-built.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

// npm run soak: further arguments go to the soak
await main(async () => {
  await ensureBuilt();
  await compile('soak');
  const { code } = await run(process.execPath, [inRoot('soak/dist/main.js'), ...process.argv.slice(2)]);
  process.exit(code);
});

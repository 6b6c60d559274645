import { compile, ensureBuilt } from './lib/ensure-built.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

// npm run bench: further arguments go to the benchmarks
await main(async () => {
  await ensureBuilt();
  await compile('bench');
  const { code } = await run(process.execPath, [
    '--expose-gc',
    inRoot('bench/dist/main.js'),
    ...process.argv.slice(2),
  ]);
  process.exit(code);
});

import { namedTests } from './lib/reliability.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

// npm run test:chaos: the files that docs/reliability.md names for its faults, alone; arguments go to vitest
await main(async () => {
  const files = [...new Set(namedTests('Faults').map(({ file }) => file))];
  const { code } = await run(process.execPath, [
    inRoot('scripts/test.mjs'),
    ...files,
    ...process.argv.slice(2),
  ]);
  process.exitCode = code;
});

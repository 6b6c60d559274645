import { namedTests } from './lib/reliability.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

// npm run test:chaos: runs the files that docs/reliability.md names for its faults, with faults at full length; passes arguments to vitest
await main(async () => {
  const files = [...new Set(namedTests('Faults').map(({ file }) => file))];
  const args = [inRoot('scripts/test.mjs'), ...files, ...process.argv.slice(2)];
  const { code } = await run(process.execPath, args, { env: { ...process.env, CHAOS: 'full' } });
  process.exitCode = code;
});

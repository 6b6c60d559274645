import { ensureInstalled } from './lib/ensure-installed.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

const bin = (...parts) => inRoot('node_modules', ...parts);
const STEPS = [
  ['format and lint', bin('@biomejs/biome/bin/biome'), ['ci', '--error-on-warnings', '.']],
  ['types', bin('typescript/bin/tsc'), ['-b']],
  ['types of the tests', bin('typescript/bin/tsc'), ['-p', 'tsconfig.tests.json']],
  [
    'import boundaries',
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    ['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'bench', 'soak'],
  ],
  ['environment is read in config only', inRoot('scripts/lib/check-environment.mjs'), []],
];

// npm run check: all of them, so that one run tells everything that is wrong
await main(async () => {
  await ensureInstalled();
  const failed = [];
  for (const [what, script, args] of STEPS) {
    const { code, output } = await run(process.execPath, [script, ...args], { quiet: true });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${what}`);
    if (code === 0) continue;
    failed.push(what);
    console.log(output.trimEnd());
  }
  if (failed.length === 0) return;
  console.error(`check failed: ${failed.join(', ')}`);
  process.exit(1);
});

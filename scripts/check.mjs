import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { inRoot } from './lib/root.mjs';
import { Failure, main, run } from './lib/run.mjs';

const bin = (...parts) => inRoot('node_modules', ...parts);
/** @type {[what: string, script: string, args: string[]][]} */
const TYPES = [
  ['types', bin('typescript/bin/tsc'), ['-b']],
  ['types of the tests', bin('typescript/bin/tsc'), ['-p', 'tsconfig.tests.json']],
  ['types of the scripts', bin('typescript/bin/tsc'), ['-p', 'tsconfig.scripts.json']],
];
/** @type {[what: string, script: string, args: string[]][]} */
const STEPS = [
  ['format and lint', bin('@biomejs/biome/bin/biome'), ['ci', '--error-on-warnings', '.']],
  ...TYPES,
  [
    'import boundaries',
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    ['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'bench', 'soak'],
  ],
  ['nothing unused', bin('knip/bin/knip.js'), ['--no-progress']],
  ['environment is read in config only', inRoot('scripts/lib/check-environment.mjs'), []],
  ["size of the client's scripts", inRoot('scripts/lib/check-client-size.mjs'), []],
];
/**
 * Steps that must also pass on other versions of Node.
 * @type {[what: string, script: string, args: string[]][]}
 */
const ON_OTHER_NODES = [
  ...TYPES,
  ['build', inRoot('scripts/build.mjs'), []],
  ['unit tests', bin('vitest/vitest.mjs'), ['run', '--project', 'unit']],
];

// npm run check: runs every step even after a failure, so that one run shows all problems
// npm run check -- --node 24: types, build and unit tests on that version, whose binary is in npm's package `node`
await main(async () => {
  const { values } = parseArgs({ options: { node: { type: 'string' } } });
  await ensureInstalled();
  const node = values.node === undefined ? process.execPath : await otherNode(values.node);
  const failed = [];
  for (const [what, script, args] of values.node === undefined ? STEPS : ON_OTHER_NODES) {
    const { code, output } = await run(node, [script, ...args], { quiet: true });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${what}`);
    if (code === 0) continue;
    failed.push(what);
    console.log(output.trimEnd());
  }
  if (failed.length === 0) return;
  console.error(`check failed: ${failed.join(', ')}`);
  process.exit(1);
});

/** Path of the binary of a Node version, installed by npm. */
async function otherNode(version) {
  const args = ['exec', '--yes', `--package=node@${version}`, '--', 'node', '-p', 'process.execPath'];
  const { code, output } = await run('npm', args, { quiet: true });
  if (code !== 0) throw new Failure(`Node ${version} did not come:\n${output.trimEnd()}`);
  console.log(`Node ${version}: ${output.trim().split('\n').at(-1)}`);
  return output.trim().split('\n').at(-1);
}

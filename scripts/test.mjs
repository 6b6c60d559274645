import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { inRoot } from './lib/root.mjs';
import { Failure, main, run } from './lib/run.mjs';
import { testServices } from './lib/test-services.mjs';

const VITEST = inRoot('node_modules/vitest/vitest.mjs');
const COVERAGE = [
  'run',
  '--project=unit',
  'libs/scoring',
  '--reporter=dot',
  '--coverage.enabled',
  '--coverage.include=libs/scoring/src/**/*.ts',
  '--coverage.exclude=**/*.test.ts',
  '--coverage.exclude=libs/scoring/src/testing/**',
  '--coverage.thresholds.100',
];

// npm test: arguments go to vitest; without any, everything runs and libs/scoring must be covered completely
await main(async () => {
  const args = process.argv.slice(2);
  await ensureBuilt();
  const services = await testServices(process.env);
  try {
    announce(services.missing);
    const env = { ...process.env, ...services.env };
    // first: it takes seconds
    const covered =
      args.length > 0 || (await run(process.execPath, [VITEST, ...COVERAGE], { env })).code === 0;
    const tests = await runTests(args, env);
    if (!covered) console.error('libs/scoring is not covered completely by its own tests');
    console.log(`${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`);
    process.exitCode = tests.code === 0 && covered ? 0 : 1;
  } finally {
    await services.stop();
  }
});

/** In CI a missing service is a failure; elsewhere tests that need it are skipped, with a message. */
function announce(missing) {
  if (missing.length === 0) return;
  if (process.env.CI === 'true') throw new Failure(`The tests need ${missing.join(' and ')}`);
  for (const service of missing) console.warn(`\n*** SKIPPING every test that needs ${service} ***\n`);
}

async function runTests(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'sunday-test-report-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await run(
      process.execPath,
      [VITEST, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      { env },
    );
    return { code, ...counts(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that does not even load counts as one failure. */
function counts(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

import { existsSync } from 'node:fs';
import { ensureInstalled, isShipped } from './ensure-installed.mjs';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';

const SOURCES = [
  'libs',
  'apps/server/src',
  'apps/server/tsconfig.json',
  'apps/replay/src',
  'apps/replay/tsconfig.json',
  'apps/client',
  'tsconfig.base.json',
  'package-lock.json',
];
const RESULTS = [
  'apps/server/dist/main.js',
  'apps/replay/dist/index.js',
  'apps/client/dist/index.html',
  'apps/client/dist/widget.html',
];
const PROJECTS = ['libs/scoring', 'libs/analysis', 'libs/contract', 'apps/replay', 'apps/server'];

/**
 * Installs and builds what is missing or older than its sources. It takes a few milliseconds when everything is up to
 * date.
 */
export async function ensureBuilt() {
  await ensureInstalled();
  if (isShipped()) return;
  const key = fingerprint(SOURCES);
  if (readStamp('built') === key && RESULTS.every((file) => existsSync(inRoot(file)))) return;
  console.log('Building …');
  await build();
}

/** Builds those of libraries, replay, server and client that exist. */
export async function build() {
  const key = fingerprint(SOURCES);
  await compile(...PROJECTS);
  await bundle('vite.config.ts');
  await bundle('vite.widget.config.ts');
  writeStamp('built', key);
}

/** Builds pages of the client. */
async function bundle(config) {
  await mustRun(
    'vite build',
    process.execPath,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel=warn', `--config=${config}`],
    {
      cwd: inRoot('apps/client'),
      env: { ...process.env, NODE_ENV: 'production' },
      quiet: true,
    },
  );
}

/** Compiles TypeScript projects with their references, where there are sources. */
export async function compile(...projects) {
  if (isShipped()) return;
  await mustRun(
    'tsc',
    process.execPath,
    [inRoot('node_modules/typescript/bin/tsc'), '-b', ...projects.map((p) => inRoot(p))],
    {
      quiet: true,
    },
  );
}

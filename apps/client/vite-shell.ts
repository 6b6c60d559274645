import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import type { Shell } from './src/worker/shell-cache.js';

const WORKER = 'sw';
const PLACE = '__SHELL__';
/** Files of `public/` that the first paint needs. */
const PUBLIC = ['theme.js', 'icon.svg', 'manifest.webmanifest'];

/** Tells the service worker which files of the build it keeps. */
export function shellPlugin(): Plugin {
  let publicDir = '';
  return {
    name: 'sunday-live-shell',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = Object.values(bundle).find((part) => part.type === 'chunk' && part.name === WORKER);
        if (worker?.type !== 'chunk') this.error('the build has no service worker');
        if (worker.imports.length > 0)
          this.error('the service worker must stand alone: a shared chunk was made');
        if (!worker.code.includes(PLACE)) this.error('the service worker does not ask for the shell');
        worker.code = worker.code.replaceAll(PLACE, JSON.stringify(shellOf(bundle, publicDir)));
      },
    },
  };
}

function shellOf(bundle: Rolldown.OutputBundle, publicDir: string): Shell {
  const page = bundle['index.html'];
  if (page?.type !== 'asset') throw new Error('the build has no page');
  const hashed = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
  const first = hashed.filter((name) => String(page.source).includes(name));
  const hash = createHash('sha256').update(page.source);
  for (const name of [...first, ...hashed].sort()) hash.update(name);
  for (const name of PUBLIC) hash.update(readFileSync(join(publicDir, name)));
  return {
    version: hash.digest('hex').slice(0, 12),
    files: [
      '/index.html',
      ...PUBLIC.map((name) => `/${name}`),
      ...imports(bundle, first).map((name) => `/${name}`),
    ],
    hashed: hashed.map((name) => `/${name}`),
  };
}

/** Files that the page names, and the scripts that those import before they run. */
function imports(bundle: Rolldown.OutputBundle, names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const part = bundle[name];
    if (part?.type === 'chunk') for (const imported of part.imports) add(imported);
  };
  for (const name of names) add(name);
  return [...found];
}

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './root.mjs';

const IGNORED = new Set(['node_modules', 'dist', 'coverage', 'var', '.git']);

/**
 * Returns a text that changes when any of the files, or any file in the folders, changes: by path, size and time.
 * Takes milliseconds.
 */
export function fingerprint(paths) {
  const hash = createHash('sha1');
  for (const path of paths) addTo(hash, inRoot(path));
  return hash.digest('hex');
}

/** Returns the hash of a file's content. */
export function contentHash(path) {
  return createHash('sha1')
    .update(readFileSync(inRoot(path)))
    .digest('hex');
}

function addTo(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    if (!path.includes('.test.')) hash.update(`${path}:${stat.size}:${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!IGNORED.has(name)) addTo(hash, join(path, name));
}

/** The record of a step's last run; null: it never ran. */
export function readStamp(name) {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return null;
  }
}

export function writeStamp(name, value) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}

const stampFile = (name) => inRoot('node_modules', '.cache', 'sunday-live', name);

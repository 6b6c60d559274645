import { existsSync } from 'node:fs';
import { contentHash, readStamp, writeStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { Failure, mustRun } from './run.mjs';

/** @type {[major: number, minor: number]} */
const OLDEST_NODE = [20, 19];

/**
 * True where the project was shipped without package-lock.json, as in the image: everything was installed and built
 * before.
 */
export const isShipped = () => !existsSync(inRoot('package-lock.json'));

/** Installs the packages of package-lock.json, if that has not happened yet or the file has changed since. */
export async function ensureInstalled() {
  refuseOldNode();
  if (isShipped()) return;
  const wanted = `${contentHash('package-lock.json')} ${process.platform}-${process.arch}`;
  const there = existsSync(inRoot('node_modules', '.package-lock.json'));
  if (there && readStamp('installed') === wanted) return;
  console.log('Installing dependencies …');
  // not `ci`: it refuses a lock file that lacks optional packages of other platforms
  await mustRun('npm install', npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    quiet: true,
  });
  writeStamp('installed', wanted);
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Failure(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`);
}

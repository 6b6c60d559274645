import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signalProcesses } from '@sunday-live/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { startProcess } from '../../testing/server-process.js';
import { queryOnce } from '../../testing/test-database.js';
import { until } from '../../testing/until.js';
import { runAs } from './embedded/binaries.js';

const INDEX = new URL('../../../dist/index.js', import.meta.url).href;
const asRoot = userInfo().uid === 0;
const HOLDER = `
  import { startEmbeddedPostgres } from ${JSON.stringify(INDEX)};
  const server = await startEmbeddedPostgres(process.argv[1]).catch((error) => {
    console.error(error.name + ': ' + error.message);
    process.exit(1);
  });
  console.log(server.url);
  process.on('SIGTERM', async () => { await server.close(); process.exit(0); });
  setInterval(() => undefined, 1000);
`;

const folders: string[] = [];
const holders: ChildProcess[] = [];
afterEach(async () => {
  for (const child of holders.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    const note = join(folder, 'var', 'postgres-location');
    await until(() => postmasters(folder).length === 0);
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Makes a temporary data directory. `closed`: only its owner may enter. */
function dataDir(parent = tmpdir(), closed = false): string {
  const folder = mkdtempSync(join(parent, 'sunday-embedded-'));
  folders.push(folder);
  if (!closed) execFileSync('chmod', ['755', folder]);
  mkdirSync(join(folder, 'var'));
  return join(folder, 'var');
}

/** Starts a process that runs the embedded server on the folder. */
function hold(folder: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, folder], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  holders.push(child);
  return {
    child,
    exited,
    complaint: () => complained,
    url: () =>
      until(() => {
        if (child.exitCode !== null) throw new Error(complained);
        return /postgres:\/\/\S+/.exec(said)?.[0];
      }, 60_000),
  };
}

/** Returns the server processes that use data below the folder. */
function postmasters(folder: string): number[] {
  const note = join(folder, 'postgres-location');
  const data = existsSync(note) ? readFileSync(note, 'utf8').trim() : folder;
  return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`-D ${data}`))
    .map((line) => Number.parseInt(line, 10));
}

const mark = (url: string) => queryOnce(url, 'CREATE TABLE mark AS SELECT 42 AS n');
const marked = (url: string) => queryOnce(url, 'SELECT n FROM mark');

describe('the embedded PostgreSQL', () => {
  it('starts from nothing, stops cleanly, and continues with the same data', async () => {
    const folder = dataDir();
    const first = hold(folder);
    await mark(await first.url());
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(postmasters(folder)).toEqual([]);
    expect(await marked(await hold(folder).url())).toEqual([{ n: 42 }]);
  });

  it('is on 127.0.0.1 only and asks for its password', async () => {
    const url = await hold(dataDir()).url();
    const [setting] = await queryOnce(url, 'SHOW listen_addresses');
    expect(setting).toEqual({ listen_addresses: '127.0.0.1' });
    await expect(queryOnce(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('tells a second process who holds the folder', async () => {
    const folder = dataDir();
    const first = hold(folder);
    await first.url();
    const second = hold(folder);
    expect(await second.exited).toBe(1);
    expect(second.complaint()).toContain(
      `ConfigError: DATA_DIR ${folder} is in use by process ${first.child.pid}`,
    );
    expect(await queryOnce(await first.url(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('starts again at once after kill -9, and leaves no server behind', async () => {
    const folder = dataDir();
    const first = hold(folder);
    await mark(await first.url());
    first.child.kill('SIGKILL');
    await first.exited;
    const second = hold(folder);
    expect(await marked(await second.url())).toEqual([{ n: 42 }]);
    expect(postmasters(folder)).toHaveLength(1);
    second.child.kill('SIGKILL');
    await until(() => postmasters(folder).length === 0);
  });

  it('starts after the machine itself went down: both killed, the number in the pid file another process by now', async () => {
    const folder = dataDir();
    const first = hold(folder);
    await mark(await first.url());
    const [postmaster] = postmasters(folder);
    first.child.kill('SIGSTOP');
    signalProcesses(postmasters(folder), 'SIGKILL');
    first.child.kill('SIGKILL');
    await first.exited;
    const note = join(folder, 'postgres', 'data', 'postmaster.pid');
    const left = readFileSync(note, 'utf8');
    expect(left).toContain(String(postmaster));
    const other = spawn('sleep', ['600'], runAs() ?? {});
    holders.push(other);
    writeFileSync(note, left.replace(String(postmaster), String(other.pid)));
    expect(await marked(await hold(folder).url())).toEqual([{ n: 42 }]);
  });

  it('is started again when it is killed, at the same address and with the same data', async () => {
    const folder = dataDir();
    const url = await hold(folder).url();
    await mark(url);
    const killed = postmasters(folder);
    signalProcesses(killed, 'SIGKILL');
    const found = await until(() => marked(url).catch(() => undefined), 60_000);
    expect(found).toEqual([{ n: 42 }]);
    expect(postmasters(folder)).toHaveLength(1);
    expect(postmasters(folder)).not.toEqual(killed);
  });

  it('ends the process, which says why, when it does not start again', async () => {
    const folder = dataDir();
    const holder = hold(folder);
    await holder.url();
    rmSync(join(folder, 'postgres', 'data', 'global', 'pg_control'));
    signalProcesses(postmasters(folder), 'SIGKILL');
    expect(await holder.exited).toBe(1);
    expect(holder.complaint()).toMatch(
      /ConfigError: The embedded PostgreSQL has ended and does not start again: .*pg_control/s,
    );
  });

  it.each([
    ['that is read-only', (place: string) => execFileSync('chmod', ['555', place]), 'var'],
    ['whose place is a file', (place: string) => writeFileSync(join(place, 'var'), ''), 'var/data'],
  ])('names a DATA_DIR %s, in one line', async (_, spoil, inside) => {
    const place = mkdtempSync(join(tmpdir(), 'sunday-spoilt-'));
    spoil(place);
    const server = startProcess({
      PORT: '0',
      // root can write everywhere except in the kernel's own file systems
      DATA_DIR: asRoot && inside === 'var' ? '/sys/sunday-live' : join(place, inside),
      SESSION_SECRET: 'a secret that only tests use',
    });
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toMatch(/^DATA_DIR \S+ cannot be used: .+\n$/);
    rmSync(place, { recursive: true });
  });

  it('creates an incomplete cluster again', async () => {
    const folder = dataDir();
    mkdirSync(join(folder, 'postgres', 'data.new', 'base'), { recursive: true });
    if (asRoot) execFileSync('chown', ['-R', 'postgres', join(folder, 'postgres')]);
    expect(await queryOnce(await hold(folder).url(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it.skipIf(!asRoot)(
    'finds another place where its user may not enter, keeps to it, and starts afresh without the note',
    async () => {
      const folder = dataDir(homedir(), true);
      const first = hold(folder);
      await mark(await first.url());
      const place = readFileSync(join(folder, 'postgres-location'), 'utf8').trim();
      expect(existsSync(join(place, 'data', 'PG_VERSION'))).toBe(true);
      first.child.kill('SIGTERM');
      await first.exited;
      const second = hold(folder);
      expect(await marked(await second.url())).toEqual([{ n: 42 }]);
      second.child.kill('SIGTERM');
      await second.exited;
      rmSync(place, { recursive: true });
      const third = hold(folder);
      expect(await third.exited).toBe(1);
      expect(third.complaint()).toMatch(/ConfigError: DATA_DIR .* is gone/);
      rmSync(join(folder, 'postgres-location'));
      await expect(marked(await hold(folder).url())).rejects.toThrow(/mark/);
    },
  );
});

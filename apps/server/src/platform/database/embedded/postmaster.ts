import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunAs } from './binaries.js';
import { commandOf, isAlive } from './data-lock.js';

/** Small values: one process and its players on a personal machine. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  huge_pages: 'off',
  io_method: 'sync',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  log_min_messages: 'warning',
  logging_collector: 'off',
};

export const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

export interface Postmaster {
  readonly process: ChildProcess;
  readonly port: number;
  /** The server's output so far, for error messages. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts the server on 127.0.0.1. It ends with this process, even after kill -9.
 * @param wantedPort any free port when absent
 */
export async function startPostmaster(
  binary: string,
  folder: string,
  user: RunAs | null,
  wantedPort?: number,
): Promise<Postmaster> {
  await endOrphan(folder);
  const port = wantedPort ?? (await freePort());
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binary, ['-D', folder, '-p', String(port), ...settings], {
    ...(user ?? {}),
    cwd: folder,
    env: ENVIRONMENT,
    // Ctrl-C in the terminal must not reach it before the application has finished
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const watchdog = watchOver(child, user);
  return {
    process: child,
    port,
    output: () => said,
    stop: async () => {
      watchdog?.kill('SIGKILL');
      await end(child);
    },
  };
}

/** Starts a shell that stops the server when this process ends for any reason: the shell's input closes then. */
function watchOver(child: ChildProcess, user: RunAs | null): ChildProcess | null {
  if (process.platform === 'win32' || child.pid === undefined) return null;
  const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null';
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    ...(user ?? {}),
    env: ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin?.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const slow = setTimeout(() => child.kill('SIGQUIT'), 5000);
  await gone;
  clearTimeout(slow);
}

/**
 * Stops a server that an earlier process left behind on this folder (our lock proves that nobody uses it), and removes
 * its pid file. PostgreSQL refuses to start while a process with that id exists, even if it is a different one after a
 * reboot, or a zombie. PostgreSQL itself detects surviving child processes by their shared memory.
 */
async function endOrphan(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const runs = () => pid > 1 && isAlive(pid) && commandOf(pid).includes(folder);
  if (runs()) process.kill(pid, 'SIGINT');
  for (let waited = 0; runs(); waited += 50) {
    if (waited === 5000) process.kill(pid, 'SIGQUIT');
    if (waited > 10_000) throw new Error(`An old PostgreSQL (process ${pid}) did not end within 10 s`);
    await wait(50);
  }
  rmSync(file, { force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

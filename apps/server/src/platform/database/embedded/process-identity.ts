import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Returns true while a process with this id runs, of any owner. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Returns the start of the process in the system's own unit, which distinguishes it from a later process with the same
 * id. Empty if unknown.
 */
export function startedAt(pid: number): string {
  const stat = readQuietly(`/proc/${pid}/stat`);
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}

/** Returns the command line of a process; empty if unknown. */
export function commandOf(pid: number): string {
  const fromProc = readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  if (fromProc !== '') return fromProc;
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

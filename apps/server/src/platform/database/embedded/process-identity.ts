import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True while a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the process started, in the system's own unit: tells it from a later one with the same id. Empty if unknown. */
export function startedAt(pid: number): string {
  const stat = readQuietly(`/proc/${pid}/stat`);
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}

/** The command line of a process; empty if unknown. */
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

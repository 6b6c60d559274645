import { readdir, readFile } from 'node:fs/promises';

/** CPU time, user and system, that all living threads of the process have used, in microseconds. */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(threads.map((thread) => threadNanoseconds(`/proc/${pid}/task/${thread}`)));
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}

/**
 * Resident memory of the process that no other process shares, plus its part of shared memory (PSS), in bytes; 0 when
 * it has ended.
 */
export async function memoryBytes(pid: number): Promise<number> {
  const rollup = await readUnlessGone(`/proc/${pid}/smaps_rollup`);
  if (rollup === null) return 0;
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`no memory figure of process ${pid}`);
  return Number(kilobytes) * 1024;
}

/** Resident memory of the process, now and at its peak, in bytes. */
export async function residentBytes(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const value = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
  return { now: value('VmRSS'), peak: value('VmHWM') };
}

/** The process and all its descendants; processes that end meanwhile are omitted. */
export async function processTree(pid: number): Promise<number[]> {
  const text = await readUnlessGone(`/proc/${pid}/task/${pid}/children`);
  if (text === null) return [];
  const children = text
    .split(' ')
    .filter((part) => part !== '')
    .map(Number);
  const trees = await Promise.all(children.map(processTree));
  return [pid, ...trees.flat()];
}

async function threadNanoseconds(folder: string): Promise<number> {
  const text = await readUnlessGone(`${folder}/schedstat`);
  return text === null ? 0 : Number(text.split(' ', 1)[0]);
}

/** The kernel's record of a process or thread; null when it has ended. */
async function readUnlessGone(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

/** CPU time of this process, in milliseconds: for work in one thread the time that it takes on its own core. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

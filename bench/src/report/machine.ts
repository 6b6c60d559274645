import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on, without naming the machine. */
export function machineShape(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${model}, ${memory} GiB, Node ${process.versions.node}`;
}

/** Load of the machine over the last minute. */
export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

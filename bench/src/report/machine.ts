import { availableParallelism, cpus, totalmem } from 'node:os';

/** What the figures were measured on, without naming the machine. */
export function machineShape(now = new Date()): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${now.toISOString().slice(0, 10)}, ${availableParallelism()} × ${model}, ${memory} GiB, Node ${process.versions.node}`;
}

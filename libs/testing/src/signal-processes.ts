/**
 * Sends a signal to processes by their ids.
 * @throws Error without ids, or for an id below 2: 0 is the caller's own group, -1 is every process
 */
export function signalProcesses(pids: readonly number[], signal: NodeJS.Signals): void {
  if (pids.length === 0) throw new Error(`no process was found to send ${signal} to`);
  for (const pid of pids) if (!Number.isInteger(pid) || pid < 2) throw new Error(`${pid} is no process`);
  for (const pid of pids) process.kill(pid, signal);
}

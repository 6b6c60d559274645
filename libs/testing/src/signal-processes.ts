/**
 * Sends a signal to processes by their numbers.
 * @throws when there are none, or a number is no process's: 0 would be the caller's own group, -1 everybody
 */
export function signalProcesses(pids: readonly number[], signal: NodeJS.Signals): void {
  if (pids.length === 0) throw new Error(`no process was found to send ${signal} to`);
  for (const pid of pids) if (!Number.isInteger(pid) || pid < 2) throw new Error(`${pid} is no process`);
  for (const pid of pids) process.kill(pid, signal);
}

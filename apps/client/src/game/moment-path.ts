/** Returns the address of a moment in the time machine: just after an event of a league's week. */
export function momentPath(league: string, week: number, seq: number): string {
  return `/time-machine/${encodeURIComponent(league)}/${week}?at=${seq}`;
}

/** Blocks a thread between steps of its work while urgent work is under way in the process. */
export function giveWay(urgent: Int32Array): void {
  for (let turns = Atomics.load(urgent, 0); turns > 0; turns = Atomics.load(urgent, 0)) {
    Atomics.wait(urgent, 0, turns);
  }
}

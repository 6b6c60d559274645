/** Called by a thread between steps of its work: returns at once, or when no turn is under way. */
export function giveWay(urgent: Int32Array): void {
  for (let turns = Atomics.load(urgent, 0); turns > 0; turns = Atomics.load(urgent, 0)) {
    Atomics.wait(urgent, 0, turns);
  }
}

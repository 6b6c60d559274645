/** A poll that began earlier than one whose result is stored already: it must not write. */
export class StaleFenceError extends Error {
  constructor(
    readonly fence: number,
    readonly current: number,
  ) {
    super(`poll ${fence} is stale: poll ${current} has written already`);
  }
}

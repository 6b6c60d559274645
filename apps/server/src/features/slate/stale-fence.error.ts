/** Thrown when a later poll has already written: the result of this one must be discarded. */
export class StaleFenceError extends Error {
  constructor(
    readonly fence: number,
    readonly current: number,
  ) {
    super(`poll ${fence} is stale: poll ${current} has written already`);
  }
}

/** Copies `from` to the start of the larger array `into` and returns it. */
export function grown<T extends { set(values: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}

import type { Figure } from '../report/figure.js';

/** Input of every part. */
export interface BenchContext {
  /** Smaller sizes, for a quick look instead of a figure. */
  readonly quick: boolean;
  /** Numbers of players for `scale` and `routes`; null: their own. */
  readonly players: readonly number[] | null;
  /** A line of progress, or of what could not be measured and why. */
  say(line: string): void;
}

/** A named group of figures. */
export interface Part {
  readonly name: string;
  /** @throws when something that it needs is missing or breaks; the other parts continue */
  run(context: BenchContext): Promise<Figure[]>;
}

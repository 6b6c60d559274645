import type { Figure } from '../report/figure.js';

/** What every part gets. */
export interface BenchContext {
  /** Smaller sizes, for a look rather than a figure. */
  readonly quick: boolean;
  /** A line of progress, or of what could not be measured and why. */
  say(line: string): void;
}

/** One group of figures that can be asked for by name. */
export interface Part {
  readonly name: string;
  /** @throws when something that it needs is absent or breaks; the other parts go on */
  run(context: BenchContext): Promise<Figure[]>;
}

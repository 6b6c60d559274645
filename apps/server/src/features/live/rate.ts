/** Events per second that anybody may send for long, and at once. */
export const EVENTS_PER_SECOND = 20;
export const EVENT_BURST = 40;
/** So far beyond the limit it is no client of ours any more. */
export const ABUSE = 100;

/** A token bucket that remembers how far beyond its limit somebody went. */
export class Rate {
  private tokens: number;
  private at: number;

  constructor(
    now: number,
    private readonly perSecond = EVENTS_PER_SECOND,
    private readonly burst = EVENT_BURST,
  ) {
    this.tokens = burst;
    this.at = now;
  }

  /** Counts one event at `now` (milliseconds). Returns the tokens left: negative = over the limit by as many. */
  take(now: number): number {
    const earned = ((now - this.at) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + earned) - 1;
    this.at = now;
    return this.tokens;
  }

  /** True when nothing counts against anybody any more. */
  full(now: number): boolean {
    return this.tokens + ((now - this.at) / 1000) * this.perSecond >= this.burst;
  }
}

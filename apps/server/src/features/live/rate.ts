/** Events per second that a client may send permanently, and in a burst. */
export const EVENTS_PER_SECOND = 20;
export const EVENT_BURST = 40;
/** So far beyond the limit that it cannot be one of our clients. */
export const ABUSE = 100;

/** A token bucket that counts how far a client has exceeded its limit. */
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

  /** Counts one event at `now` (ms). @returns the remaining tokens; negative: over the limit by that many */
  take(now: number): number {
    const earned = ((now - this.at) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + earned) - 1;
    this.at = now;
    return this.tokens;
  }

  /** True when the bucket is full. */
  full(now: number): boolean {
    return this.tokens + ((now - this.at) / 1000) * this.perSecond >= this.burst;
  }
}

import type { LiveRights } from '../live-rights.js';

/**
 * Gathers events that may wait: sends at once when nothing was sent lately, otherwise when the interval is over. Nothing is sent
 * while the rights are uncertain.
 */
export class Gathering {
  private timer: NodeJS.Timeout | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;

  /**
   * @param intervalMs shortest time between two sendings
   * @param send returns false when there was nothing to send
   */
  constructor(
    private readonly intervalMs: number,
    private readonly rights: Pick<LiveRights, 'fresh' | 'ready'>,
    private readonly send: () => boolean,
  ) {}

  /** Call it after each event. */
  ask(): void {
    if (this.timer !== null) return;
    const wait = Math.max(0, this.sentAt + this.intervalMs - performance.now());
    if (wait === 0 && this.rights.fresh()) this.run();
    else this.later(wait);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private later(wait: number): void {
    this.timer = setTimeout(() => {
      Promise.resolve(this.rights.ready()).then(
        () => {
          this.timer = null;
          this.run();
        },
        () => this.later(this.intervalMs),
      );
    }, wait);
  }

  private run(): void {
    if (this.send()) this.sentAt = performance.now();
  }
}

import type { LiveRights } from '../live-rights.js';
import type { LeagueChannel } from './league-channel.js';

/**
 * Minimum interval of resyncs (ms): each makes every client of a league fetch a snapshot, and one player must not be
 * able to cause many.
 */
export const RESYNC_EVERY_MS = 1_000;

/** Decides when outdated leagues start again: the first at once, more of them once a second. */
export class ResyncPace {
  private readonly waiting = new Map<LeagueChannel, NodeJS.Timeout>();
  private readonly last = new WeakMap<LeagueChannel, number>();

  /**
   * @param resync restarts a channel and notifies its clients
   * @param rights resolves when it is certain who may follow
   */
  constructor(
    private readonly resync: (channel: LeagueChannel, reason: string) => void,
    private readonly rights: Pick<LiveRights, 'fresh' | 'ready'>,
  ) {}

  request(channel: LeagueChannel, reason: string): void {
    if (this.waiting.has(channel)) return;
    const wait = (this.last.get(channel) ?? Number.NEGATIVE_INFINITY) + RESYNC_EVERY_MS - performance.now();
    if (wait <= 0 && this.rights.fresh()) this.go(channel, reason);
    else this.later(channel, reason, Math.max(0, wait));
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private later(channel: LeagueChannel, reason: string, wait: number): void {
    const timer = setTimeout(() => {
      Promise.resolve(this.rights.ready()).then(
        () => {
          if (this.waiting.get(channel) !== timer) return;
          this.waiting.delete(channel);
          this.go(channel, reason);
        },
        () => this.later(channel, reason, RESYNC_EVERY_MS),
      );
    }, wait);
    this.waiting.set(channel, timer);
  }

  private go(channel: LeagueChannel, reason: string): void {
    this.last.set(channel, performance.now());
    this.resync(channel, reason);
  }
}

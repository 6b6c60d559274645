import { type Announcement, EVERYONE } from '@sunday-live/contract';
import { AUDIENCE_LIMIT, type Board } from '../../announcements/announcement-board.js';

const audienceOf = ({ league }: Announcement): string => league ?? EVERYONE;

/**
 * Published announcements to everyone and to the leagues that are watched here. Each audience has its own limit, so
 * that announcements of one league do not displace those of others. Expired ones are dropped. The time is the
 * database's: it is read with the announcements and advanced by a monotonic clock.
 */
export class WatchedAnnouncements {
  private readonly byAudience = new Map<string, Announcement[]>();
  private databaseTime = { ms: 0, readAt: 0 };

  /** Replaces the announcements of some leagues. @param readAt start of the reading, on `performance.now` */
  take(board: Board, leagues: Iterable<string>, readAt: number): void {
    this.databaseTime = { ms: board.now.getTime(), readAt };
    for (const league of [EVERYONE, ...leagues]) this.byAudience.set(league, []);
    for (const each of board.announcements) this.byAudience.get(audienceOf(each))?.push(each);
  }

  forget(league: string): void {
    if (league !== EVERYONE) this.byAudience.delete(league);
  }

  /** Handles a posted, changed or withdrawn announcement. */
  follow(announcement: Announcement): void {
    const known = this.byAudience.get(audienceOf(announcement));
    if (known === undefined) return;
    const others = known.filter((each) => each.id !== announcement.id);
    const news = announcement.withdrawnAt === null ? [announcement] : [];
    this.byAudience.set(audienceOf(announcement), this.live([...news, ...others]).slice(0, AUDIENCE_LIMIT));
  }

  /** Returns the announcements for a snapshot of the league, newest first. */
  of(league: string): Announcement[] {
    const all = [EVERYONE, league].flatMap((audience, i, audiences) =>
      audiences.indexOf(audience) === i ? (this.byAudience.get(audience) ?? []) : [],
    );
    return this.live(all).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** Drops expired announcements. */
  prune(): void {
    for (const [audience, all] of this.byAudience) this.byAudience.set(audience, this.live(all));
  }

  private live(announcements: Announcement[]): Announcement[] {
    const { ms, readAt } = this.databaseTime;
    const now = ms + performance.now() - readAt;
    return announcements.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now);
  }
}

import { type Announcement, EVERYONE } from '@sunday-live/contract';
import { AUDIENCE_LIMIT, type Board } from '../../announcements/announcement-board.js';

const audienceOf = ({ league }: Announcement): string => league ?? EVERYONE;

/**
 * Announcements that are out, of the leagues that somebody watches here and of everybody. Each audience has a limit of its own,
 * so that no league's announcements push those of others out, and what has expired is forgotten. The time is the database's: it
 * is read with the announcements and counted on by a clock that never jumps.
 */
export class WatchedAnnouncements {
  private readonly byAudience = new Map<string, Announcement[]>();
  private databaseTime = { ms: 0, readAt: 0 };

  /** Takes over what the board says of some leagues. @param readAt when asking began, on `performance.now` */
  take(board: Board, leagues: Iterable<string>, readAt: number): void {
    this.databaseTime = { ms: board.now.getTime(), readAt };
    for (const league of [EVERYONE, ...leagues]) this.byAudience.set(league, []);
    for (const each of board.announcements) this.byAudience.get(audienceOf(each))?.push(each);
  }

  forget(league: string): void {
    if (league !== EVERYONE) this.byAudience.delete(league);
  }

  /** One was posted, changed or withdrawn. */
  follow(announcement: Announcement): void {
    const known = this.byAudience.get(audienceOf(announcement));
    if (known === undefined) return;
    const others = known.filter((each) => each.id !== announcement.id);
    const news = announcement.withdrawnAt === null ? [announcement] : [];
    this.byAudience.set(audienceOf(announcement), this.live([...news, ...others]).slice(0, AUDIENCE_LIMIT));
  }

  /** What a snapshot of the league holds, newest first. */
  of(league: string): Announcement[] {
    const all = [EVERYONE, league].flatMap((audience, i, audiences) =>
      audiences.indexOf(audience) === i ? (this.byAudience.get(audience) ?? []) : [],
    );
    return this.live(all).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** Forgets what has expired. */
  prune(): void {
    for (const [audience, all] of this.byAudience) this.byAudience.set(audience, this.live(all));
  }

  private live(announcements: Announcement[]): Announcement[] {
    const { ms, readAt } = this.databaseTime;
    const now = ms + performance.now() - readAt;
    return announcements.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now);
  }
}

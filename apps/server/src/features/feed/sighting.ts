import { createHash } from 'node:crypto';
import { groupBy } from '../../platform/group-by.js';
import type { GameObservation } from '../slate/observation.js';
import { sameWeek, type WeekKey, weekPath } from '../slate/week-key.js';
import { isLiveGame, type WatchedGame } from './cadence.js';
import type { FeedBoard, QuarantinedGame } from './score-feed.js';

/** A stored game that is watched, with its week. */
export interface StoredLiveGame extends WatchedGame, WeekKey {
  readonly id: string;
  readonly away: string;
  readonly home: string;
}

/** A live game that was not read, and the reason. */
interface Unread {
  readonly name: string;
  readonly reason: string;
  readonly detail: string;
}

const MISSING = 'missing';
/** Maximum number of boards of other weeks per poll, in case forgotten games keep many weeks open. */
const MAX_OTHER_WEEKS = 2;
/** A game in progress that is in no answer counts as unread for this long after its kickoff; later it is forgotten. */
const MISSED_MS = 12 * 60 * 60_000;
/** Reasons that are unrelated to the answer's format: the event belongs to no season or week of ours. */
const NOT_OURS = new Set(['season-type', 'no-season', 'no-week']);
const SHOWN_GAMES = 8;

/** Collects what the boards of one poll contain about the games in progress. Pure; filled while the poll reads. */
export class Sighting {
  private readonly games = new Map<string, GameObservation>();
  private readonly unreadable: QuarantinedGame[] = [];
  private readonly failedWeeks = new Map<string, string>();
  private skipped = 0;
  /** Week whose board has not changed since it was read. */
  private unchangedWeek: WeekKey | null = null;

  add({ observation, quarantined, skipped }: FeedBoard): void {
    for (const game of observation.games) this.games.set(game.id, game);
    this.unreadable.push(...quarantined);
    this.skipped += skipped.length;
  }

  unchanged(week: WeekKey | null): void {
    this.unchangedWeek = week;
  }

  failed(week: WeekKey, reason: string): void {
    this.failedWeeks.set(weekPath(week), reason);
  }

  /** Weeks with a live game that the board does not show, to be requested separately; the latest first. */
  otherWeeks(stored: readonly StoredLiveGame[], now: Date, board: WeekKey | null): WeekKey[] {
    const mentioned = new Set([...this.games.keys(), ...this.unreadable.map(({ gameId }) => gameId)]);
    const latest = stored
      .filter((game) => isLiveGame(game, now) && !mentioned.has(game.id))
      .filter((game) => board === null || !sameWeek(game, board))
      .sort((one, other) => other.kickoff.getTime() - one.kickoff.getTime());
    const weeks = new Map(
      latest.map(({ season, seasonType, week }) => [
        weekPath({ season, seasonType, week }),
        { season, seasonType, week },
      ]),
    );
    return [...weeks.values()].slice(0, MAX_OTHER_WEEKS);
  }

  /** True when some board shows every live game. */
  showsLive(stored: readonly StoredLiveGame[], now: Date): boolean {
    return stored.every((game) => !isLiveGame(game, now) || this.games.has(game.id));
  }

  /**
   * Describes what could not be read when scores are therefore no longer up to date: all live games, or two and more,
   * or a whole answer. Null when enough could be read; a single bad game is only quarantined (rule F18).
   */
  tooMuchUnread(stored: readonly StoredLiveGame[], now: Date): string | null {
    const reasons = new Map(this.unreadable.map((game) => [game.gameId, game]));
    const unread: Unread[] = [];
    let live = 0;
    for (const game of stored) {
      const due = game.state === 'in' || (game.timeValid && game.kickoff <= now && isLiveGame(game, now));
      if (!due) continue;
      const reason = this.reasonOf(game, reasons.get(game.id), now);
      if (reason === undefined) continue;
      live += 1;
      if (reason !== null) unread.push({ name: `${game.away} at ${game.home}`, ...reason });
    }
    const strangers = this.unreadable.filter(
      ({ gameId, running }) => running && (gameId === null || !stored.some(({ id }) => id === gameId)),
    );
    // an event without an id may be one of the missing games
    const missing = unread.filter(({ reason }) => reason === MISSING).length;
    const nameless = strangers.filter(({ gameId }) => gameId === null).slice(missing);
    const others = [...strangers.filter(({ gameId }) => gameId !== null), ...nameless];
    live += others.length;
    const all = [
      ...unread,
      ...others.map(({ gameId, reason, detail }) => ({
        name: gameId ?? 'a game without id',
        reason,
        detail,
      })),
    ];
    if (all.length >= 2 || (all.length > 0 && all.length === live)) return summary(all, live);
    const shapeless = this.unreadable.filter(({ reason }) => !NOT_OURS.has(reason));
    if (this.games.size > 0 || this.skipped > 0 || shapeless.length < 2) return null;
    const first = shapeless[0];
    return `none of ${shapeless.length} events of the answer could be read: ${first?.reason} (${first?.detail})`;
  }

  /** Clocks and scores of the games whose clocks should move, abbreviated; null when there are none. */
  clocks(): string | null {
    const running = [...this.games.values()].filter(
      (game) => game.state === 'in' && game.pause === undefined,
    );
    if (running.length === 0) return null;
    const text = running
      .map(
        ({ id, period, clock, awayScore, homeScore, lastPlay }) =>
          `${id} ${period} ${clock} ${awayScore}-${homeScore} ${lastPlay}`,
      )
      .sort()
      .join('\n');
    return createHash('sha256').update(text).digest('base64url').slice(0, 22);
  }

  /** Why a live game was not read; null: it was. Undefined: it is in no answer, and is not expected there. */
  private reasonOf(
    game: StoredLiveGame,
    unreadable: QuarantinedGame | undefined,
    now: Date,
  ): Omit<Unread, 'name'> | null | undefined {
    if (this.games.has(game.id)) return null;
    if (unreadable !== undefined) return unreadable;
    const failed = this.failedWeeks.get(weekPath(game));
    if (failed !== undefined) return { reason: 'no answer for the week', detail: failed };
    if (this.unchangedWeek !== null && sameWeek(game, this.unchangedWeek)) return null;
    const expected = game.state === 'in' && now.getTime() - game.kickoff.getTime() < MISSED_MS;
    return expected ? { reason: MISSING, detail: 'in no answer' } : undefined;
  }
}

function summary(unread: readonly Unread[], live: number): string {
  const parts = [...groupBy(unread, ({ reason }) => reason)].map(([reason, games]) => {
    const names = games.slice(0, SHOWN_GAMES).map(({ name }) => name);
    const more = games.length > SHOWN_GAMES ? ` and ${games.length - SHOWN_GAMES} more` : '';
    return `${reason} (${games[0]?.detail}) in ${names.join(', ')}${more}`;
  });
  return `${unread.length} of ${live} games under way could not be read: ${parts.join('; ')}`;
}

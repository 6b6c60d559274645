import type { EntityManager } from 'typeorm';
import type { Audience } from '../../platform/mail/mail-outbox.js';
import { picksShownSql } from '../slate/shown-picks.js';
import { type WeekKey, weekParams } from '../slate/week-key.js';

/** A game's move to another week. */
export interface MoveRow {
  readonly game: string;
  readonly away: string;
  readonly home: string;
  readonly from: WeekKey;
  /** The week that it is in now. */
  readonly to: WeekKey;
  readonly leftAt: Date;
  /** Its picks had locked in the week that it left. */
  readonly wasLocked: boolean;
  /** Its picks are locked in its new week. */
  readonly isLocked: boolean;
  /** A game of either week has locked or started. */
  readonly begun: boolean;
}

/** A game that the feed puts into another week after it has started. */
export interface DoubtRow {
  readonly game: string;
  readonly away: string;
  readonly home: string;
  readonly reason: string;
  /** Not decided, and not taken back by the feed. */
  readonly open: boolean;
}

/** SQL for the week of a row as a `WeekKey`. */
const weekJson = (row: string): string =>
  `json_build_object('season', ${row}.season, 'seasonType', ${row}.season_type, 'week', ${row}.week)`;

/** Reads moves that nobody has reported, earliest first, and locks them until the commit; those that others report are skipped. */
export function unreportedMoves(tx: EntityManager, limit: number): Promise<MoveRow[]> {
  return tx.query<MoveRow[]>(
    `SELECT w.game, g.away, g.home, ${weekJson('w')} AS "from", ${weekJson('g')} AS "to", w.left_at AS "leftAt",
       w.locked_at IS NOT NULL AS "wasLocked", g.locked_at IS NOT NULL AS "isLocked",
       EXISTS (SELECT 1 FROM game o WHERE ${picksShownSql('o')} AND (o.season, o.season_type, o.week)
         IN ((w.season, w.season_type, w.week), (g.season, g.season_type, g.week))) AS begun
     FROM game_left_week w JOIN game g ON g.id = w.game
     WHERE w.reported_at IS NULL ORDER BY w.left_at LIMIT $1 FOR UPDATE OF w SKIP LOCKED`,
    [limit],
  );
}

/** Reads one row per game with a quarantined observation whose reason begins so. */
export function doubtsOfGames(tx: EntityManager, reason: string): Promise<DoubtRow[]> {
  return tx.query<DoubtRow[]>(
    `SELECT q.game, g.away, g.home, max(q.reason) AS reason,
       bool_or(q.resolution IS NULL AND q.taken_back_at IS NULL) AS open
     FROM feed_quarantine q JOIN game g ON g.id = q.game WHERE starts_with(q.reason, $1)
     GROUP BY q.game, g.away, g.home ORDER BY q.game`,
    [reason],
  );
}

/** Players whose card of the week has the game in this role: a pick, the banker, or the banker with a joker. */
export function pickersOf(week: WeekKey, game: string, role: 'pick' | 'banker' | 'joker'): Audience {
  const sql = `
    SELECT u.id, u.email, u.name, u."timeZone" FROM game_slot s
      JOIN card c ON (c.season, c.season_type, c.week) = (s.season, s.season_type, s.week) AND (c.has >> s.slot) & 1 = 1
      JOIN "user" u ON u.n = c.n
    WHERE (s.season, s.season_type, s.week, s.game) = ($1::int, $2::smallint, $3::int, $4)
      AND CASE WHEN c.banker IS DISTINCT FROM s.slot THEN 'pick' WHEN c.joker THEN 'joker' ELSE 'banker' END = $5`;
  return { sql, params: [...weekParams(week), game, role] };
}

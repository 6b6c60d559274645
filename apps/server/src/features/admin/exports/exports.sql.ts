import type { GameState, Side } from '@sunday-live/scoring';
import type { DataSource } from 'typeorm';
import { readInBatches } from '../../../platform/database/statements.js';
import { lacksPickSql, pickedSql } from '../../slate/missing-picks.js';
import { gameInSlotSql, picksShownSql } from '../../slate/shown-picks.js';
import { ofSeasonSql, ofWeekSql, type WeekKey, weekParams } from '../../slate/week-key.js';

/** An account, as it is exported. */
export interface UserRow {
  readonly id: string;
  readonly n: number;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly role: string;
  readonly team: string | null;
  readonly createdAt: Date;
  readonly bannedAt: Date | null;
  readonly twoFactorEnabled: boolean;
}

/** Reads all accounts, a batch at a time, in order of their numbers. */
export function userRows(db: DataSource): AsyncGenerator<UserRow> {
  return readInBatches<UserRow>(
    db,
    `SELECT id, n, name, email, "emailVerified", role, team, "createdAt", banned_at AS "bannedAt", "twoFactorEnabled"
     FROM "user" ORDER BY n`,
  );
}

/** A row of the audit. */
export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Reads the whole audit, a batch at a time, oldest first. */
export function auditRows(db: DataSource): AsyncGenerator<AuditRow> {
  return readInBatches<AuditRow>(
    db,
    `SELECT id, at, actor, actor_name AS "actorName", action, target, before, after, why, address, request_id AS "requestId"
     FROM audit ORDER BY id`,
  );
}

/** A season, or one week of it, of all players or of one. */
export interface PicksAsked extends Omit<WeekKey, 'week'> {
  /** null: all weeks */
  readonly week: number | null;
  /** Id; null: all players. */
  readonly player: string | null;
}

/** A pick of a locked game. */
export interface PickRow {
  readonly season: number;
  readonly seasonType: number;
  readonly week: number;
  readonly player: string;
  readonly name: string;
  readonly game: string;
  readonly kickoff: Date;
  readonly timeValid: boolean;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: GameState['state'];
  readonly side: Side;
  readonly banker: boolean;
  readonly joker: boolean;
}

/** Reads picks of games that are locked, a batch at a time; a pick of a game that has left the week is void. @param of `bankers`: bankers only */
export function pickRows(
  db: DataSource,
  { season, seasonType, week, player }: PicksAsked,
  of: 'picks' | 'bankers',
): AsyncGenerator<PickRow> {
  return readInBatches<PickRow>(
    db,
    `SELECT c.season, c.season_type AS "seasonType", c.week, u.id AS player, u.name, g.id AS game, g.kickoff,
       g.time_valid AS "timeValid", g.away, g.home, g.away_score AS "awayScore", g.home_score AS "homeScore",
       g.state, CASE (c.home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END AS side,
       coalesce(c.banker = s.slot, false) AS banker, c.joker AND coalesce(c.banker = s.slot, false) AS joker
     FROM ${gameInSlotSql('g', 's')}
     JOIN card c ON (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week) AND (c.has >> s.slot) & 1 = 1
     JOIN "user" u ON u.n = c.n
     WHERE ${of === 'bankers' ? 'c.banker = s.slot' : 'true'} AND ${picksShownSql('g')} AND ${ofSeasonSql('c')}
       AND ($3::int IS NULL OR c.week = $3) AND ($4::text IS NULL OR u.id = $4)
     ORDER BY c.week, lower(u.name), u.n, g.kickoff, g.id`,
    [season, seasonType, week, player],
  );
}

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

/** An active player without a pick that counts. */
export interface AbsentRow {
  readonly season: number;
  readonly seasonType: number;
  readonly week: number;
  readonly player: string;
  readonly name: string;
  readonly email: string;
  /** The player wants reminders. */
  readonly reminded: boolean;
  /** Number of picks on the card. */
  readonly picked: number;
  /** Number of games of the week that are not called off. */
  readonly games: number;
}

/** Reads active players whose card of the week lacks picks, or who have no card, a batch at a time. @param player id; null: all */
export function absentRows(db: DataSource, week: WeekKey, player: string | null): AsyncGenerator<AbsentRow> {
  return readInBatches<AbsentRow>(
    db,
    `SELECT $1::int AS season, $2::smallint AS "seasonType", $3::int AS week, u.id AS player, u.name, u.email,
       coalesce((u.notifications ->> 'reminder48h')::boolean, false) AS reminded, ${pickedSql('c.has', WEEK)} AS picked,
       (SELECT count(*)::int FROM game g WHERE ${ofWeekSql('g')} AND g.state <> 'off') AS games
     FROM "user" u LEFT JOIN card c ON c.n = u.n AND ${ofWeekSql('c')}
     WHERE u.banned_at IS NULL AND ($4::text IS NULL OR u.id = $4)
       AND (c.n IS NULL OR ${lacksPickSql('c.has', WEEK)})
     ORDER BY lower(u.name), u.n`,
    [...weekParams(week), player],
  );
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../../platform/database/advisory-lock.sql.js';
import { ofSeasonSql, ofWeekSql, type SeasonKey, seasonTypeOf } from '../../slate/week-key.js';

/** Advisory lock, cluster-wide: held while receipts are issued or a card is corrected. */
const RECEIPTS_LOCK = 715_102_647;

interface ClosedWeek {
  week: number;
  /** {gameId: locked_at} of the locked games that no receipt covers yet. */
  locks: Record<string, string>;
}

/**
 * Issues receipts: when picks of a week have locked, stores what each card said about those games, hashed with a nonce.
 * The result depends only on stored cards, so it may run twice or late: after the lock only a correction changes a
 * card, and a correction issues the receipts first.
 */
@Injectable()
export class ReceiptIssuer {
  constructor(private readonly db: DataSource) {}

  /** Issues receipts for everything that has locked in the season. @returns the number of new parts */
  async issueDue(season: SeasonKey): Promise<number> {
    if ((await closedWeeks(this.db.manager, season)).length === 0) return 0;
    return this.db.transaction((tx) => this.issue(tx, season));
  }

  /** Does the same inside a transaction. Until it ends, no other process issues receipts. */
  async issue(tx: EntityManager, season: SeasonKey): Promise<number> {
    await lockUntilCommit(tx, RECEIPTS_LOCK);
    const weeks = await closedWeeks(tx, season);
    for (const closed of weeks) await makeOut(tx, season, closed);
    return weeks.length;
  }
}

/**
 * Finds weeks with cards and with locked games that no part covers. A game that was opened and locked again has another
 * lock time, and is covered again. Lock times are compared as instants, because their text depends on the connection's
 * time zone.
 */
async function closedWeeks(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<ClosedWeek[]> {
  return tx.query<ClosedWeek[]>(
    `SELECT g.week, jsonb_object_agg(g.id, to_jsonb(g.locked_at)) AS locks FROM game g
     WHERE ${ofSeasonSql('g')} AND g.locked_at IS NOT NULL
       AND NOT EXISTS (
         SELECT 1 FROM receipt_part p
         WHERE (p.season, p.season_type, p.week) = (g.season, g.season_type, g.week)
           AND (p.locks ->> g.id)::timestamptz = g.locked_at)
       AND EXISTS (
         SELECT 1 FROM card c WHERE (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week))
     GROUP BY g.week ORDER BY g.week`,
    [season, seasonType],
  );
}

async function makeOut(
  tx: EntityManager,
  { season, seasonType }: SeasonKey,
  closed: ClosedWeek,
): Promise<void> {
  const [part] = await tx.query<{ part: number }[]>(
    `INSERT INTO receipt_part (season, season_type, week, part, locks)
     SELECT $1, $2, $3, count(*) + 1, $4 FROM receipt_part
     WHERE ${ofWeekSql('receipt_part')} RETURNING part`,
    [season, seasonType, closed.week, JSON.stringify(closed.locks)],
  );
  await tx.query(
    `INSERT INTO card_receipt (player, season, season_type, week, part, nonce, content, hash)
     SELECT player, $1, $2, $3, $4, nonce, content,
       encode(sha256(convert_to(nonce || E'\\n' || content, 'UTF8')), 'hex')
     FROM (
       SELECT u.id AS player, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') AS nonce,
         jsonb_build_object(
           'player', u.id, 'season', c.season, 'type', $6::text, 'week', c.week,
           'picks', picks_in_words(c.season, c.season_type, c.week, c.has & part.bits, c.home),
           'banker', banker.game,
           'joker', c.joker AND banker.game IS NOT NULL
         )::text AS content
       FROM card c JOIN "user" u ON u.n = c.n
         CROSS JOIN (
           SELECT coalesce(bit_or(1 << slot), 0) AS bits FROM game_slot s WHERE ${ofWeekSql('s')} AND s.game = ANY($5::text[])
         ) part
         LEFT JOIN game_slot banker ON (banker.season, banker.season_type, banker.week, banker.slot)
           = (c.season, c.season_type, c.week, c.banker) AND banker.game = ANY($5::text[])
       WHERE ${ofWeekSql('c')}
     ) AS cards`,
    [season, seasonType, closed.week, part?.part, Object.keys(closed.locks), seasonTypeOf(seasonType)],
  );
}

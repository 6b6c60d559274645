import { Injectable } from '@nestjs/common';
import type { Cause } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { GameObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

const COLUMNS = `id, season, season_type, week, kickoff, away, home, away_score, home_score, state, detail, period, clock,
  possession, red_zone, time_valid, facts`;

/** Reads and writes the table `game`; always inside somebody's transaction. */
@Injectable()
export class GameStore {
  /** Stored games by id; unknown ids are absent. */
  async byId(tx: EntityManager, ids: readonly string[]): Promise<Map<string, StoredGame>> {
    const rows = await tx.query<StoredGame[]>('SELECT * FROM game WHERE id = ANY($1)', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Games of a week in order of kick-off. */
  async ofWeek(tx: EntityManager, season: number, seasonType: number, week: number): Promise<StoredGame[]> {
    return tx.query<StoredGame[]>(
      'SELECT * FROM game WHERE season = $1 AND season_type = $2 AND week = $3 ORDER BY kickoff, id',
      [season, seasonType, week],
    );
  }

  /** Games of a season (of one type: 1 pre, 2 regular, 3 post) in order of kick-off. */
  async ofSeason(tx: EntityManager, season: number, seasonType: number): Promise<StoredGame[]> {
    return tx.query<StoredGame[]>(
      'SELECT * FROM game WHERE season = $1 AND season_type = $2 ORDER BY week, kickoff, id',
      [season, seasonType],
    );
  }

  /** True when the same two teams already meet in that week under another id. */
  async hasTwin(tx: EntityManager, seen: GameObservation): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM game WHERE season = $1 AND season_type = $2 AND week = $3 AND away = $4 AND home = $5
       AND id <> $6 AND state <> 'off'`,
      [seen.season, seen.seasonType, seen.week, seen.away, seen.home, seen.id],
    );
    return rows.length > 0;
  }

  async insert(tx: EntityManager, seen: GameObservation): Promise<StoredGame> {
    const rows = await tx.query<StoredGame[]>(
      `INSERT INTO game (${COLUMNS})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING *`,
      values(seen),
    );
    return only(rows);
  }

  /** Overwrites the game with what was seen; `rev` grows by one. */
  async update(tx: EntityManager, seen: GameObservation): Promise<StoredGame> {
    const [rows] = await tx.query<[StoredGame[], number]>(
      `UPDATE game SET (${COLUMNS}) =
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17),
         situation_at = clock_timestamp(), rev = rev + 1
       WHERE id = $1 RETURNING *`,
      values(seen),
    );
    return only(rows);
  }

  /** Notes that the situation of these games is as stored, also where it has not changed: the pause begins anew. */
  async touchSituation(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query('UPDATE game SET situation_at = clock_timestamp() WHERE id = ANY($1)', [ids]);
  }

  /** What made the game's last score change, or null. */
  async lastCause(tx: EntityManager, id: string): Promise<Cause | null> {
    const rows = await tx.query<{ cause: Cause }[]>(
      `SELECT payload->'cause' AS cause FROM slate_event
       WHERE kind = 'games' AND payload->'cause'->>'game' = $1 ORDER BY seq DESC LIMIT 1`,
      [id],
    );
    return rows[0]?.cause ?? null;
  }

  /** The database's clock, which decides every deadline. */
  async now(tx: EntityManager): Promise<Date> {
    return only(await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now')).now;
  }
}

function values(seen: GameObservation): unknown[] {
  return [
    seen.id,
    seen.season,
    seen.seasonType,
    seen.week,
    seen.kickoff,
    seen.away,
    seen.home,
    seen.awayScore,
    seen.homeScore,
    seen.state,
    seen.detail,
    seen.period,
    seen.clock,
    seen.possession,
    seen.redZone,
    seen.timeValid,
    JSON.stringify(seen.facts),
  ];
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('expected exactly one row');
  return row;
}

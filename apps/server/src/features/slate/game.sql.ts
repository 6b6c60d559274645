import { Injectable } from '@nestjs/common';
import type { Cause } from '@sunday-live/contract';
import { type EntityManager, In } from 'typeorm';
import { GameEntity } from './game.entity.js';
import type { Fixture, GameObservation, ScheduleObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

/** Columns that are taken from an observation, with their types. */
const COLUMNS: readonly [string, string][] = [
  ['id', 'text'],
  ['season', 'int'],
  ['season_type', 'smallint'],
  ['week', 'int'],
  ['kickoff', 'timestamptz'],
  ['away', 'text'],
  ['home', 'text'],
  ['away_score', 'int'],
  ['home_score', 'int'],
  ['state', 'text'],
  ['detail', 'text'],
  ['pause', 'text'],
  ['period', 'int'],
  ['clock', 'text'],
  ['possession', 'text'],
  ['red_zone', 'boolean'],
  ['time_valid', 'boolean'],
  ['facts', 'jsonb'],
  ['hand_since', 'timestamptz'],
  ['hand_name', 'text'],
  ['rev', 'int'],
];
const NAMES = COLUMNS.map(([name]) => name).join(', ');
const SAVE = `INSERT INTO game (${NAMES})
  SELECT ${NAMES} FROM jsonb_to_recordset($1) AS seen (${COLUMNS.map((column) => column.join(' ')).join(', ')})
  ON CONFLICT (id) DO UPDATE SET
    (${NAMES}) = (${COLUMNS.map(([name]) => `excluded.${name}`).join(', ')}), situation_at = clock_timestamp(),
    hand_by = CASE WHEN excluded.hand_since IS NOT NULL THEN game.hand_by END,
    hand_device = CASE WHEN excluded.hand_since IS NOT NULL THEN game.hand_device END,
    feed_said = CASE WHEN excluded.hand_since IS NOT NULL THEN game.feed_said END,
    feed_said_at = CASE WHEN excluded.hand_since IS NOT NULL THEN game.feed_said_at END`;

/** Everything that an answer of the feed is compared with. */
export interface Observed {
  /** Stored games by id; unknown ids are absent. */
  readonly games: Map<string, StoredGame>;
  /** Cause of the last score of each game in progress. */
  readonly causes: Map<string, Cause>;
  /** The database's clock. */
  readonly now: Date;
  /** The current week is the one that the answer names. */
  readonly sameWeek: boolean;
  /** The quarantine has undecided observations. */
  readonly doubts: boolean;
}

type ObservedRow = (StoredGame | { [K in keyof StoredGame]: null }) & {
  cause: Cause | null;
  now: Date;
  same_week: boolean;
  doubts: boolean;
};

/**
 * The statements of the table `game`: each poll of a Sunday compares and stores all games in a few of them. Always inside the caller's transaction.
 */
@Injectable()
export class GameStore {
  /** Reads everything that an answer is compared with, in one statement. */
  async observed(
    tx: EntityManager,
    {
      season,
      seasonType,
      week,
      games,
    }: Omit<ScheduleObservation, 'games'> & {
      readonly games: readonly Pick<GameObservation, 'id'>[];
    },
  ): Promise<Observed> {
    const rows = await tx.query<ObservedRow[]>(
      `SELECT game.*, last.cause, clock_timestamp() AS now,
         (current.season, current.season_type, current.week) IS NOT DISTINCT FROM ($2::int, $3::smallint, $4::int) AS same_week,
         EXISTS (SELECT 1 FROM feed_quarantine WHERE taken_back_at IS NULL AND resolution IS NULL) AS doubts
       FROM season_state AS current
       LEFT JOIN game ON game.id = ANY($1)
       LEFT JOIN LATERAL (
         SELECT payload->'cause' AS cause FROM slate_event
         WHERE kind = 'games' AND payload->'cause'->>'game' = game.id ORDER BY seq DESC LIMIT 1
       ) AS last ON game.state = 'in'`,
      [games.map(({ id }) => id), season, seasonType, week],
    );
    const { now, same_week: sameWeek, doubts } = first(rows);
    const observed: Observed = { games: new Map(), causes: new Map(), now, sameWeek, doubts };
    for (const row of rows) {
      if (row.id === null) continue;
      observed.games.set(row.id, row);
      if (row.cause !== null) observed.causes.set(row.id, row.cause);
    }
    return observed;
  }

  /** Returns stored games by id; unknown ids are absent. */
  async byId(tx: EntityManager, ids: readonly string[]): Promise<Map<string, StoredGame>> {
    const rows = await tx.query<StoredGame[]>('SELECT * FROM game WHERE id = ANY($1)', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Returns the games of a week by kickoff. */
  async ofWeek(tx: EntityManager, season: number, seasonType: number, week: number): Promise<StoredGame[]> {
    return tx.query<StoredGame[]>(
      'SELECT * FROM game WHERE season = $1 AND season_type = $2 AND week = $3 ORDER BY kickoff, id',
      [season, seasonType, week],
    );
  }

  /** Returns the games of a season (of one type: 1 pre, 2 regular, 3 post) by kickoff. */
  async ofSeason(tx: EntityManager, season: number, seasonType: number): Promise<StoredGame[]> {
    return tx.query<StoredGame[]>(
      'SELECT * FROM game WHERE season = $1 AND season_type = $2 ORDER BY week, kickoff, id',
      [season, seasonType],
    );
  }

  /** Returns stored games between the same teams in the same seasons as these, whichever team is at home. */
  async meetingsLike(tx: EntityManager, seen: readonly Fixture[]): Promise<StoredGame[]> {
    return tx.query<StoredGame[]>(
      `SELECT game.* FROM game WHERE EXISTS (
         SELECT 1 FROM unnest($1::int[], $2::smallint[], $3::text[], $4::text[]) AS seen (season, season_type, away, home)
         WHERE (seen.season, seen.season_type) = (game.season, game.season_type)
           AND game.away IN (seen.away, seen.home) AND game.home IN (seen.away, seen.home))`,
      [
        seen.map(({ season }) => season),
        seen.map(({ seasonType }) => seasonType),
        seen.map(({ away }) => away),
        seen.map(({ home }) => home),
      ],
    );
  }

  /** Inserts or updates rows; the moment of a game's lock is not changed. */
  async saveGames(tx: EntityManager, rows: readonly StoredGame[]): Promise<void> {
    if (rows.length > 0) await tx.query(SAVE, [JSON.stringify(rows)]);
  }

  /** Keeps what the feed says about games by hand, beside their values. */
  async keepSaid(tx: EntityManager, seen: readonly GameObservation[]): Promise<void> {
    if (seen.length === 0) return;
    await tx.query(
      `UPDATE game SET feed_said = said, feed_said_at = clock_timestamp()
       FROM jsonb_array_elements($1) AS said WHERE game.id = said->>'id' AND hand_since IS NOT NULL`,
      [JSON.stringify(seen)],
    );
  }

  /** Restarts the pause before the situation of these games is stored again, even if it has not changed. */
  async touchSituation(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.update(GameEntity, { id: In(ids) }, { situationAt: () => 'clock_timestamp()' });
  }
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('expected a row');
  return row;
}

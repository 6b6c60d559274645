import { Injectable } from '@nestjs/common';
import { type CardPicks, DEFAULT_RULES } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { BoundedMap } from '../../platform/cache/bounded-map.js';
import { aboutWeek, type MailedWeek } from './mailed-week.js';

/** A player's result of a week (the default rules, among all players). */
export interface PlayerResult extends CardPicks {
  readonly points: number;
  readonly right_picks: number;
  readonly played: number;
  readonly rank: number;
  readonly shared: boolean;
  readonly players: number;
  readonly season_rank: number;
  readonly season_shared: boolean;
  readonly season_points: number;
  /** null: nobody had a rank before */
  readonly rank_before: number | null;
}

type Week = Pick<MailedWeek, 'season' | 'seasonType' | 'week'>;
type Row = Omit<PlayerResult, 'shared' | 'season_shared'>;

/** Ranks that several players share, in the week and in the season after it. */
interface SharedRanks {
  readonly week: ReadonlySet<number>;
  readonly season: ReadonlySet<number>;
}

/** Reads only rows of this player, so that an email costs the same however many people play. */
const OF_PLAYER = `
  SELECT c.picks, c.banker, c.joker, s.points, s.right_picks, s.played, s.rank, r.players, s.season_rank, s.season_points,
    (
      SELECT b.season_rank FROM result_in_words b
      WHERE (b.player, b.season, b.season_type, b.rules) = ($1, $2, $3, $5::text) AND b.week = (
        SELECT max(p.week) FROM player_week p WHERE (p.season, p.season_type) = ($2::int, $3::smallint) AND p.week < $4
      )
    ) AS rank_before
  FROM week_result r
  JOIN result_in_words s ON (s.player, s.season, s.season_type, s.week, s.rules) = ($1, $2::int, $3::smallint, $4::int, $5::text)
    AND s.played IS NOT NULL
  JOIN card_in_words c ON (c.player, c.season, c.season_type, c.week) = ($1, $2::int, $3::smallint, $4::int)
  WHERE (r.season, r.season_type, r.week) = ($2, $3, $4) AND r.state = 'confirmed'`;

const SHARED = `
  WITH ranks AS (
    SELECT rank, season_rank FROM result_in_words
    WHERE (season, season_type, week, rules) = ($1::int, $2::smallint, $3::int, $4::text)
  )
  SELECT 'week' AS scope, rank FROM ranks WHERE rank IS NOT NULL GROUP BY rank HAVING count(*) > 1
  UNION ALL
  SELECT 'season', season_rank FROM ranks GROUP BY season_rank HAVING count(*) > 1`;

/** Reads a player's result of a week. */
@Injectable()
export class ResultStore {
  /** Caches a week's shared ranks for all its emails, which are sent within minutes. */
  private readonly shared = new BoundedMap<string, Promise<SharedRanks>>({ entries: 10, ttlMs: 60_000 });

  constructor(private readonly db: DataSource) {}

  /** Returns null without a card, and when the results are not (or no longer) confirmed. */
  async of(about: Omit<MailedWeek, 'name' | 'timeZone'>): Promise<PlayerResult | null> {
    const { player, season, seasonType, week } = about;
    const [row] = await this.db.query<Row[]>(OF_PLAYER, [player, season, seasonType, week, DEFAULT_RULES]);
    if (row === undefined) return null;
    const shared = await this.sharedRanks(about);
    return { ...row, shared: shared.week.has(row.rank), season_shared: shared.season.has(row.season_rank) };
  }

  private sharedRanks({ season, seasonType, week }: Week): Promise<SharedRanks> {
    const key = aboutWeek({ season, seasonType, week });
    const kept = this.shared.get(key);
    if (kept !== undefined) return kept;
    const read = this.db
      .query<{ scope: 'week' | 'season'; rank: number }[]>(SHARED, [season, seasonType, week, DEFAULT_RULES])
      .then((rows) => {
        const of = (which: string) =>
          new Set(rows.filter(({ scope }) => scope === which).map(({ rank }) => rank));
        return { week: of('week'), season: of('season') };
      });
    this.shared.set(key, read);
    read.catch(() => this.shared.delete(key));
    return read;
  }
}

import { Injectable } from '@nestjs/common';
import { EVERYONE } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { BoundedMap } from '../../platform/cache/bounded-map.js';
import type { MailedWeek } from './mailed-week.js';

/** A player's ranks among the members of one league, by its rules. */
export interface LeaguePlace {
  readonly name: string;
  readonly points: number;
  readonly rank: number;
  readonly shared: boolean;
  readonly players: number;
  readonly seasonRank: number;
  readonly seasonShared: boolean;
  /** null: nobody in the league had a rank before */
  readonly seasonBefore: number | null;
}

type Week = Pick<MailedWeek, 'season' | 'seasonType' | 'week'>;
type Table = ReadonlyMap<string, Omit<LeaguePlace, 'name'>>;

/**
 * The ranks of every member of a league. Ranks among all players by the same rules have the right order within a league
 * too, so they are ranked again instead of counting points twice.
 */
const TABLE = `
  SELECT s.player, s.points, rank() OVER (ORDER BY s.rank)::int AS rank,
    count(*) OVER (PARTITION BY s.rank) > 1 AS shared, count(*) OVER ()::int AS players,
    rank() OVER (ORDER BY s.season_rank)::int AS "seasonRank", count(*) OVER (PARTITION BY s.season_rank) > 1 AS "seasonShared",
    CASE WHEN b.season_rank IS NOT NULL THEN rank() OVER (ORDER BY b.season_rank NULLS LAST)::int END AS "seasonBefore"
  FROM league l
  JOIN league_member m ON m.league = l.id
  JOIN result_in_words s ON (s.player, s.season, s.season_type, s.week, s.rules) = (m.player, $2::int, $3::smallint, $4::int, l.rules)
    AND s.played IS NOT NULL
  LEFT JOIN result_in_words b ON (b.player, b.season, b.season_type, b.rules) = (m.player, $2::int, $3::smallint, l.rules)
    AND b.week = (
      SELECT max(w.week) FROM week_result w WHERE (w.season, w.season_type) = ($2::int, $3::smallint) AND w.week < $4::int
    )
  WHERE l.id = $1`;

/** Reads the ranks of a player in each of the player's leagues after a week (rule M15). */
@Injectable()
export class LeaguePlaces {
  /** Caches a league for all its members' emails, which are sent within minutes. */
  private readonly tables = new BoundedMap<string, Promise<Table>>({ entries: 50, ttlMs: 60_000 });

  constructor(private readonly db: DataSource) {}

  /** Returns one entry per league of the player except `everyone`, by name. */
  async of(about: MailedWeek): Promise<LeaguePlace[]> {
    const leagues = await this.db.query<{ id: string; name: string }[]>(
      `SELECT l.id, l.name FROM league_member m JOIN league l ON l.id = m.league
       WHERE m.player = $1 AND l.id <> '${EVERYONE}' ORDER BY lower(l.name), l.id`,
      [about.player],
    );
    const places: LeaguePlace[] = [];
    for (const { id, name } of leagues) {
      const place = (await this.table(id, about)).get(about.player);
      if (place !== undefined) places.push({ name, ...place });
    }
    return places;
  }

  private table(league: string, { season, seasonType, week }: Week): Promise<Table> {
    const key = [league, season, seasonType, week].join(':');
    const kept = this.tables.get(key);
    if (kept !== undefined) return kept;
    const read = this.db
      .query<(Omit<LeaguePlace, 'name'> & { player: string })[]>(TABLE, [league, season, seasonType, week])
      .then((rows) => new Map(rows.map(({ player, ...place }) => [player, place])));
    this.tables.set(key, read);
    read.catch(() => this.tables.delete(key));
    return read;
  }
}

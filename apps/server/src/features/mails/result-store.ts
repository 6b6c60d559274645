import { Injectable } from '@nestjs/common';
import type { CardPicks } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import type { MailedWeek } from './mailed-week.js';

/** What a player's week brought, as the results tell it (rules 'classic', among everybody). */
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
  /** null: nobody stood anywhere before */
  readonly rank_before: number | null;
}

/** Reads what the results of a week say of one player. */
@Injectable()
export class ResultStore {
  constructor(private readonly db: DataSource) {}

  /** Null without a card, or when the results are not confirmed (any more). */
  async of({
    player,
    season,
    seasonType,
    week,
  }: Omit<MailedWeek, 'name' | 'timeZone'>): Promise<PlayerResult | null> {
    const [row] = await this.db.query<PlayerResult[]>(
      `WITH scores AS (
         SELECT * FROM week_score WHERE (season, season_type, week, rules) = ($2::int, $3::smallint, $4::int, 'classic')
       ), positions AS (
         SELECT * FROM week_position WHERE (season, season_type, week, rules) = ($2::int, $3::smallint, $4::int, 'classic')
       )
       SELECT c.picks, c.banker, c.joker, s.points, s.right_picks, s.played, s.rank,
         (SELECT count(*) > 1 FROM scores o WHERE o.rank = s.rank) AS shared,
         (SELECT count(*)::int FROM scores) AS players,
         p.rank AS season_rank, p.points AS season_points,
         (SELECT count(*) > 1 FROM positions o WHERE o.rank = p.rank) AS season_shared,
         (
           SELECT b.rank FROM week_position b
           WHERE (b.player, b.season, b.season_type, b.rules) = ($1, $2, $3, 'classic') AND b.week < $4
           ORDER BY b.week DESC LIMIT 1
         ) AS rank_before
       FROM week_result r
       JOIN scores s ON s.player = $1
       JOIN positions p ON p.player = $1
       JOIN card c ON (c.player, c.season, c.season_type, c.week) = ($1, $2::int, $3::smallint, $4::int)
       WHERE (r.season, r.season_type, r.week) = ($2, $3, $4) AND r.state = 'confirmed'`,
      [player, season, seasonType, week],
    );
    return row ?? null;
  }
}

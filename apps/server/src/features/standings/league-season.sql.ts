import { EVERYONE, type RulesName } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { UserEntity } from '../auth/user.entity.js';
import { inLeagueSql } from '../leagues/in-league.js';
import { LeagueMemberEntity } from '../leagues/league.entity.js';
import { GameEntity } from '../slate/game.entity.js';
import { SeasonSlots } from '../slate/season-slots.js';
import type { SeasonKey } from '../slate/week-key.js';
import { CARD_ARRAYS, type EntrantRow, entrant, type LeagueEntrant } from './entrant.sql.js';

/** Returns the number of players in the league. */
export function leagueSize(tx: EntityManager, league: string): Promise<number> {
  return league === EVERYONE ? tx.count(UserEntity) : tx.countBy(LeagueMemberEntity, { leagueId: league });
}

/**
 * Returns the league's players in order, with their cards of the season. Above `most` it returns a sample of those
 * with a card, the same one each time, which includes `always`.
 */
export async function leaguePlayers(
  tx: EntityManager,
  league: string,
  season: SeasonKey,
  always: readonly string[],
  most: number | null,
): Promise<LeagueEntrant[]> {
  const rows = await tx.query<EntrantRow[]>(
    `WITH chosen AS (
       (SELECT u.id FROM "user" u WHERE ${inLeagueSql(league, 'u.id', '$1')}
        AND ($5::int IS NULL OR EXISTS (
          SELECT 1 FROM card c WHERE c.n = u.n AND c.season = $2 AND c.season_type = $3))
        ORDER BY CASE WHEN $5::int IS NULL THEN '' ELSE md5(u.id) END LIMIT $5)
       UNION SELECT unnest($4::text[])
     )
     SELECT u.n, u.id, u.name, u.team, cards.*
     FROM chosen JOIN "user" u ON u.id = chosen.id CROSS JOIN LATERAL (
       SELECT ${CARD_ARRAYS} FROM card c WHERE c.n = u.n AND c.season = $2 AND c.season_type = $3
     ) AS cards ORDER BY u.n`,
    [league, season.season, season.seasonType, always, most],
  );
  const slots = await SeasonSlots.of(tx, season);
  return rows.map((row) => entrant(row, slots));
}

/** Returns these players' ranks in the whole league, from the stored ranks after its last week; by id. */
export async function leaguePlaces(
  tx: EntityManager,
  league: string,
  { season, seasonType }: SeasonKey,
  rules: RulesName,
  players: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ player: string; rank: number }[]>(
    `SELECT player, rank FROM (
       SELECT s.player, rank() OVER (ORDER BY s.season_rank)::int AS rank
       FROM result_in_words s WHERE (s.season, s.season_type, s.rules) = ($2::int, $3::smallint, $4)
         AND s.week = (SELECT max(week) FROM player_week WHERE (season, season_type) = ($2::int, $3::smallint))
         AND ${inLeagueSql(league, 's.player', '$1')}
     ) AS ranked WHERE player = ANY($5)`,
    [league, season, seasonType, rules, players],
  );
  return new Map(rows.map(({ player, rank }) => [player, rank]));
}

/** Returns the seasons of this type that have games, latest first. */
export async function seasonsPlayed(tx: EntityManager, seasonType: number): Promise<number[]> {
  const rows = await tx
    .createQueryBuilder(GameEntity, 'g')
    .select('DISTINCT g.season', 'season')
    .where({ seasonType })
    .orderBy('season', 'DESC')
    .getRawMany<{ season: number }>();
  return rows.map(({ season }) => season);
}

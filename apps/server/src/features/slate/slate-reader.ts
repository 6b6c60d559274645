import { Injectable } from '@nestjs/common';
import type { LockMode, SeasonQuery } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { weekDeadline } from './deadline.js';
import { WeekDeadlineEntity } from './game.entity.js';
import { GameStore } from './game.sql.js';
import { lastWeek, type StateRow, seasonState, seasonsWithCards } from './seasons.sql.js';
import type { StoredGame } from './stored-game.js';
import { SEASON_TYPES, type SeasonKey, sameSeason, type WeekKey } from './week-key.js';

/**
 * A season and its week: the current one as the feed names it, or another season with its last week that has a final
 * game.
 */
export interface SeasonState extends WeekKey {
  readonly lock: LockMode;
}

/** The season for reads that name none: the current one, or the newest one with cards. */
export type UsualSeason = 'current' | 'played';

/** A week with its games and its deadline under `lock: week`. */
export interface WeekOfGames {
  readonly week: number;
  readonly games: readonly StoredGame[];
  readonly deadline: Date | null;
}

/** Rule S32: no cards are taken in the pre-season unless the admin says so. */
export function isPlayed(seasonType: number, preseason: boolean): boolean {
  return seasonType !== SEASON_TYPES.pre || preseason;
}

/** Read access for other features: the season, its weeks, their games and deadlines. */
@Injectable()
export class SlateReader {
  constructor(
    private readonly db: DataSource,
    private readonly games: GameStore,
  ) {}

  /** Returns the current season, or null before the feed was read for the first time. */
  async season(tx: EntityManager = this.db.manager): Promise<SeasonState | null> {
    const row = await seasonState(tx);
    return row && toState(row);
  }

  /**
   * Returns the current season if it takes cards. Null before the feed was read for the first time, and in a pre-season
   * that is not played (rule S32).
   */
  async playing(tx: EntityManager = this.db.manager): Promise<SeasonState | null> {
    const row = await seasonState(tx);
    const state = row && toState(row);
    return state !== null && isPlayed(state.seasonType, row?.preseason === true) ? state : null;
  }

  /**
   * Returns the season that a read asks for; null before the feed was read for the first time. A year alone means its
   * regular season, a type alone the newest season of that type.
   * @param usual the season when the read names neither
   */
  async asked(
    { season, type }: SeasonQuery,
    usual: UsualSeason,
    tx: EntityManager = this.db.manager,
  ): Promise<SeasonState | null> {
    const current = await this.season(tx);
    if (current === null) return null;
    const key = await this.keyOf({ season, type }, usual, current, tx);
    if (sameSeason(key, current)) return current;
    return { ...key, week: (await lastWeek(tx, key)) ?? 1, lock: current.lock };
  }

  /** Returns every season with cards, newest first. */
  played(tx: EntityManager = this.db.manager): Promise<SeasonKey[]> {
    return seasonsWithCards(tx);
  }

  private async keyOf(
    { season, type }: SeasonQuery,
    usual: UsualSeason,
    current: SeasonState,
    tx: EntityManager,
  ): Promise<SeasonKey> {
    if (season !== undefined) return { season, seasonType: SEASON_TYPES[type ?? 'regular'] };
    const seasonType = type && SEASON_TYPES[type];
    const newest = (usual === 'played' ? await this.played(tx) : []).find(
      (one) => seasonType === undefined || one.seasonType === seasonType,
    );
    return newest ?? { season: current.season, seasonType: seasonType ?? current.seasonType };
  }

  /** Returns one week of the season; `games` is empty for an unknown week. */
  async week(state: SeasonKey, week: number, tx: EntityManager = this.db.manager): Promise<WeekOfGames> {
    const games = await this.games.ofWeek(tx, state.season, state.seasonType, week);
    const fixed = await this.fixedDeadlines(tx, state);
    return { week, games, deadline: fixed.get(week) ?? weekDeadline(games) };
  }

  /** Returns all weeks of the season in order. */
  async weeks(state: SeasonKey, tx: EntityManager = this.db.manager): Promise<WeekOfGames[]> {
    const games = await this.games.ofSeason(tx, state.season, state.seasonType);
    const fixed = await this.fixedDeadlines(tx, state);
    const byWeek = groupBy(games, (game) => game.week);
    return [...byWeek]
      .sort(([a], [b]) => a - b)
      .map(([week, ofWeek]) => ({ week, games: ofWeek, deadline: fixed.get(week) ?? weekDeadline(ofWeek) }));
  }

  /** Returns the deadlines that an admin has set, by week. */
  private async fixedDeadlines(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
  ): Promise<Map<number, Date>> {
    const rows = await tx.findBy(WeekDeadlineEntity, { season, seasonType });
    return new Map(rows.map(({ week, deadline }) => [week, deadline]));
  }
}

function toState({ season, seasonType, week, lock }: StateRow): SeasonState | null {
  if (season === null || seasonType === null || week === null) return null;
  return { season, seasonType, week, lock };
}

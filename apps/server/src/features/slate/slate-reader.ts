import { Injectable } from '@nestjs/common';
import type { LockMode } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/collections/group-by.js';
import { weekDeadline } from './deadline.js';
import { GameStore } from './game-store.js';
import type { StoredGame } from './stored-game.js';

/** One season: its year and type. */
export interface SeasonKey {
  readonly season: number;
  /** 1 pre, 2 regular, 3 post */
  readonly seasonType: number;
}

/** The current season as the feed names it. */
export interface SeasonState extends SeasonKey {
  readonly week: number;
  readonly lock: LockMode;
}

/** A week with its games and the moment its cards close under `lock: week`. */
export interface WeekOfGames {
  readonly week: number;
  readonly games: readonly StoredGame[];
  readonly deadline: Date | null;
}

interface StateRow {
  season: number | null;
  season_type: number | null;
  week: number | null;
  lock: LockMode;
}

/** What other features may know of the season: its state, its weeks, their games and deadlines. */
@Injectable()
export class SlateReader {
  constructor(
    private readonly db: DataSource,
    private readonly games: GameStore,
  ) {}

  /** The current season, or null before the feed was ever read. */
  async season(tx: EntityManager = this.db.manager): Promise<SeasonState | null> {
    const [row] = await tx.query<StateRow[]>('SELECT season, season_type, week, lock FROM season_state');
    if (row === undefined || row.season === null || row.season_type === null || row.week === null)
      return null;
    return { season: row.season, seasonType: row.season_type, week: row.week, lock: row.lock };
  }

  /** One week of the given season; `games` is empty for an unknown week. */
  async week(state: SeasonKey, week: number, tx: EntityManager = this.db.manager): Promise<WeekOfGames> {
    const games = await this.games.ofWeek(tx, state.season, state.seasonType, week);
    const fixed = await this.fixedDeadlines(tx, state);
    return { week, games, deadline: fixed.get(week) ?? weekDeadline(games) };
  }

  /** All weeks of the given season in order. */
  async weeks(state: SeasonKey, tx: EntityManager = this.db.manager): Promise<WeekOfGames[]> {
    const games = await this.games.ofSeason(tx, state.season, state.seasonType);
    const fixed = await this.fixedDeadlines(tx, state);
    const byWeek = groupBy(games, (game) => game.week);
    return [...byWeek]
      .sort(([a], [b]) => a - b)
      .map(([week, ofWeek]) => ({ week, games: ofWeek, deadline: fixed.get(week) ?? weekDeadline(ofWeek) }));
  }

  /** Deadlines that an admin has set, by week. */
  private async fixedDeadlines(tx: EntityManager, state: SeasonKey): Promise<Map<number, Date>> {
    const rows = await tx.query<{ week: number; deadline: Date }[]>(
      'SELECT week, deadline FROM week_deadline WHERE season = $1 AND season_type = $2',
      [state.season, state.seasonType],
    );
    return new Map(rows.map((row) => [row.week, row.deadline]));
  }
}

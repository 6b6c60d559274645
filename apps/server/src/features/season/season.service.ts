import { Injectable } from '@nestjs/common';
import type { Season, SeasonGames, WeekFacts, WeekGames } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/collections/group-by.js';
import { AppError } from '../../platform/errors/app-error.js';
import { weekDeadline } from '../slate/deadline.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { type StoredGame, toGame } from '../slate/stored-game.js';
import { lockedIds } from './game-locks.js';
import { emptySeason, seasonView } from './season-view.js';

/** A week at one moment of the database's clock. */
export interface WeekNow {
  readonly state: SeasonState;
  readonly week: WeekOfGames;
  readonly now: Date;
  /** Ids of the games whose picks can't be changed. */
  readonly locked: ReadonlySet<string>;
}

interface WeekRow extends StoredGame {
  now: Date;
  current_week: number;
  lock: SeasonState['lock'];
  deadline: Date | null;
}

interface ClockRow {
  now: Date;
  lock: SeasonState['lock'];
  forcedJokers: boolean;
}

/** The calendar: which season, which weeks, what is open. */
@Injectable()
export class SeasonService {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
    private readonly log: SlateLog,
  ) {}

  /** The season as everybody sees it; empty before the feed was ever read. */
  async season(): Promise<Season> {
    const state = await this.reader.season();
    const weeks = state === null ? [] : await this.reader.weeks(state);
    const { now, lock, forcedJokers } = await this.clock(this.db.manager);
    const calendar = state === null ? emptySeason(lock, now) : seasonView(state, weeks, now);
    return { ...calendar, forcedJokers };
  }

  /** Games of a week of the current season in order of kick-off; none for an unknown week. */
  async games(week: number): Promise<WeekGames> {
    const position = await this.log.position();
    const { season, games } = await this.weekOf(week);
    return { ...position, season, week, games: games.map(toGame) };
  }

  /** Records and odds of the games of a week; none for an unknown week. */
  async facts(week: number): Promise<WeekFacts> {
    const { season, games } = await this.weekOf(week);
    return { season, week, facts: games.map(({ id, facts }) => ({ game: id, ...facts })) };
  }

  /** All games of the current season, week by week. */
  async allGames(): Promise<SeasonGames> {
    const position = await this.log.position();
    const state = await this.reader.season();
    if (state === null) return { ...position, season: await this.yearByClock(), games: [] };
    const weeks = await this.reader.weeks(state);
    return { ...position, season: state.season, games: weeks.flatMap(({ games }) => games.map(toGame)) };
  }

  /**
   * A week that has games, as it stands now by the database's clock.
   * @param tx reads inside this transaction
   * @throws AppError `unknown-week`
   */
  async weekNow(week: number, tx: EntityManager = this.db.manager): Promise<WeekNow> {
    const found = (await this.weeksNow([week], tx)).get(week);
    if (found === undefined) throw new AppError('unknown-week');
    return found;
  }

  /** Some weeks as they stand now by the database's clock, in one query; those without games are absent. */
  async weeksNow(weeks: readonly number[], tx: EntityManager): Promise<Map<number, WeekNow>> {
    const rows = await tx.query<WeekRow[]>(
      `SELECT clock_timestamp() AS now, s.week AS current_week, s.lock, d.deadline, g.*
       FROM season_state s JOIN game g ON (g.season, g.season_type) = (s.season, s.season_type) AND g.week = ANY($1)
       LEFT JOIN week_deadline d ON (d.season, d.season_type, d.week) = (g.season, g.season_type, g.week)
       ORDER BY g.kickoff, g.id`,
      [weeks],
    );
    return new Map(
      [...groupBy(rows, (row) => row.week)].map(([week, games]) => [week, toWeekNow(week, games)]),
    );
  }

  private async weekOf(week: number): Promise<{ season: number; games: readonly StoredGame[] }> {
    const state = await this.reader.season();
    if (state === null) return { season: await this.yearByClock(), games: [] };
    const { games } = await this.reader.week(state, week);
    return { season: state.season, games };
  }

  /** Which season it is before the feed was ever read. */
  private async yearByClock(): Promise<number> {
    const { now, lock } = await this.clock(this.db.manager);
    return emptySeason(lock, now).season;
  }

  private async clock(tx: EntityManager): Promise<ClockRow> {
    const [row] = await tx.query<ClockRow[]>(
      `SELECT clock_timestamp() AS now, lock, forced_jokers_since IS NOT NULL AS "forcedJokers" FROM season_state`,
    );
    if (row === undefined) throw new Error('season_state has no row: migrations did not run');
    return row;
  }
}

function toWeekNow(week: number, rows: readonly WeekRow[]): WeekNow {
  const [first] = rows;
  if (first === undefined) throw new Error('a week without games');
  const { now, lock, season, season_type: seasonType, current_week: current } = first;
  const found = { week, games: rows, deadline: first.deadline ?? weekDeadline(rows) };
  return {
    state: { season, seasonType, week: current, lock },
    week: found,
    now,
    locked: lockedIds(found, lock, now),
  };
}

import { Injectable } from '@nestjs/common';
import type { Season, WeekGames } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { type SeasonState, SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
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

interface ClockRow {
  now: Date;
  lock: SeasonState['lock'];
}

/** The calendar: which season, which weeks, what is open. */
@Injectable()
export class SeasonService {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
  ) {}

  /** The season as everybody sees it; empty before the feed was ever read. */
  async season(): Promise<Season> {
    const state = await this.reader.season();
    const weeks = state === null ? [] : await this.reader.weeks(state);
    const { now, lock } = await this.clock(this.db.manager);
    return state === null ? emptySeason(lock, now) : seasonView(state, weeks, now);
  }

  /** Games of a week of the current season in order of kick-off; none for an unknown week. */
  async games(week: number): Promise<WeekGames> {
    const state = await this.reader.season();
    if (state === null) {
      const { now, lock } = await this.clock(this.db.manager);
      return { season: emptySeason(lock, now).season, week, games: [] };
    }
    const { games } = await this.reader.week(state, week);
    return { season: state.season, week, games: games.map(toGame) };
  }

  /**
   * A week that has games, as it stands now by the database's clock.
   * @param tx reads inside this transaction
   * @throws AppError `unknown-week`
   */
  async weekNow(week: number, tx: EntityManager = this.db.manager): Promise<WeekNow> {
    const state = await this.reader.season(tx);
    if (state === null) throw new AppError('unknown-week');
    const found = await this.reader.week(state, week, tx);
    if (found.games.length === 0) throw new AppError('unknown-week');
    // the clock last: a deadline that passes while the games are read has passed
    const { now } = await this.clock(tx);
    return { state, week: found, now, locked: lockedIds(found, state.lock, now) };
  }

  private async clock(tx: EntityManager): Promise<ClockRow> {
    const [row] = await tx.query<ClockRow[]>('SELECT clock_timestamp() AS now, lock FROM season_state');
    if (row === undefined) throw new Error('season_state has no row: migrations did not run');
    return row;
  }
}

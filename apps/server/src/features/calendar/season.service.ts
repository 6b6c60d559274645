import { Injectable } from '@nestjs/common';
import type {
  Season,
  SeasonGames,
  SeasonQuery,
  SeasonSettings,
  WeekFacts,
  WeekGames,
} from '@sunday-live/contract';
import { JOKERS_PER_SEASON } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { groupBy } from '../../platform/group-by.js';
import { weekDeadline } from '../slate/deadline.js';
import { SlateLog } from '../slate/slate-log.js';
import { isPlayed, type SeasonState, SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { type StoredGame, toGame } from '../slate/stored-game.js';
import { SEASON_TYPES, type SeasonKey, sameSeason, seasonTypeOf } from '../slate/week-key.js';
import { seasonClock, type WeekRow, weekRows } from './calendar.sql.js';
import { lockedIds } from './game-locks.js';
import { emptySeason, seasonView } from './season-view.js';

/** Rules for the cards of one part of the season. */
interface CardRules {
  /** False: this part is not played, and cards are refused. */
  readonly played: boolean;
  /** A player may use each road team as banker only once; false: without limit. */
  readonly bankersOnce: boolean;
  /** Jokers per player; 0: none. */
  readonly jokers: number;
}

/**
 * Returns the rules of a part of the season. S32: the pre-season is played only if the admin says so. S33: the playoffs
 * have rules of their own.
 */
function cardRulesOf(
  seasonType: number,
  { preseason, playoffs }: Pick<SeasonSettings, 'preseason' | 'playoffs'>,
): CardRules {
  const played = isPlayed(seasonType, preseason);
  if (seasonType === SEASON_TYPES.post) return { played, ...playoffs };
  return { played, bankersOnce: true, jokers: JOKERS_PER_SEASON };
}

/** A week at one moment of the database's clock. */
export interface WeekNow {
  readonly state: SeasonKey & Pick<SeasonState, 'lock'>;
  readonly week: WeekOfGames;
  readonly rules: CardRules;
  readonly now: Date;
  /** Ids of the games whose picks can no longer change. */
  readonly locked: ReadonlySet<string>;
}

/** Answers which season is current, which weeks it has, and which cards are open. */
@Injectable()
export class SeasonService {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
    private readonly log: SlateLog,
  ) {}

  /** Returns the view of the current or the requested season; empty before the feed was read for the first time. */
  async season(asked: SeasonQuery = {}): Promise<Season> {
    const state = await this.reader.asked(asked, 'current');
    const weeks = state === null ? [] : await this.reader.weeks(state);
    const { now, ...settings } = await seasonClock(this.db.manager);
    const { lock, ...more } = settings;
    if (state === null) return { ...emptySeason(lock, now), ...more, seasons: [] };
    const { played } = cardRulesOf(state.seasonType, settings);
    return { ...seasonView(state, weeks, now, played), ...more, seasons: await this.seasons() };
  }

  /** Returns the seasons with cards and the current one, newest first. */
  private async seasons(): Promise<Season['seasons']> {
    const [current, played] = await Promise.all([this.reader.season(), this.reader.played()]);
    const known = current === null || played.some((one) => sameSeason(one, current));
    const all = known ? played : [current, ...played];
    return all
      .toSorted((a, b) => b.season - a.season || b.seasonType - a.seasonType)
      .map((one) => ({
        season: one.season,
        type: seasonTypeOf(one.seasonType),
        played: played.includes(one),
      }));
  }

  /** Returns the games of a week of the current or the requested season, by kickoff; none for an unknown week. */
  async games(week: number, asked: SeasonQuery): Promise<WeekGames> {
    const position = await this.log.position();
    const { games, ...season } = await this.weekOf(week, asked);
    return { ...position, ...season, week, games: games.map(toGame) };
  }

  /** Returns records and odds of a week's games; none for an unknown week. */
  async facts(week: number, asked: SeasonQuery): Promise<WeekFacts> {
    const { games, ...season } = await this.weekOf(week, asked);
    return { ...season, week, facts: games.map(({ id, facts }) => ({ game: id, ...facts })) };
  }

  /** Returns all games of the current or the requested season, week by week. */
  async allGames(asked: SeasonQuery): Promise<SeasonGames> {
    const position = await this.log.position();
    const state = await this.reader.asked(asked, 'current');
    if (state === null) return { ...position, season: await this.yearByClock(), type: 'regular', games: [] };
    const weeks = await this.reader.weeks(state);
    const type = seasonTypeOf(state.seasonType);
    return {
      ...position,
      season: state.season,
      type,
      games: weeks.flatMap(({ games }) => games.map(toGame)),
    };
  }

  /**
   * Returns a week with games, at the current moment of the database's clock.
   * @param tx reads inside this transaction
   * @throws AppError `unknown-week`
   */
  async weekNow(
    season: SeasonKey | null,
    week: number,
    tx: EntityManager = this.db.manager,
  ): Promise<WeekNow> {
    const found = season && (await this.weeksNow(season, [week], tx)).get(week);
    if (!found) throw new AppError('unknown-week');
    return found;
  }

  /** Returns the rules for cards of the season; null: the rules before the feed was read for the first time. */
  async cardRules(season: SeasonKey | null): Promise<CardRules> {
    return cardRulesOf(season?.seasonType ?? SEASON_TYPES.regular, await seasonClock(this.db.manager));
  }

  /**
   * Returns several weeks at the current moment of the database's clock, in one query; weeks without games are omitted.
   */
  async weeksNow(
    season: SeasonKey,
    weeks: readonly number[],
    tx: EntityManager,
  ): Promise<Map<number, WeekNow>> {
    const rows = await weekRows(tx, season, weeks);
    return new Map(
      [...groupBy(rows, (row) => row.week)].map(([week, games]) => [week, toWeekNow(week, games)]),
    );
  }

  private async weekOf(
    week: number,
    asked: SeasonQuery,
  ): Promise<Pick<Season, 'season' | 'type'> & { games: readonly StoredGame[] }> {
    const state = await this.reader.asked(asked, 'current');
    if (state === null) return { season: await this.yearByClock(), type: 'regular', games: [] };
    const { games } = await this.reader.week(state, week);
    return { season: state.season, type: seasonTypeOf(state.seasonType), games };
  }

  /** Returns the season's year while the feed has not been read yet. */
  private async yearByClock(): Promise<number> {
    const { now, lock } = await seasonClock(this.db.manager);
    return emptySeason(lock, now).season;
  }
}

function toWeekNow(week: number, rows: readonly WeekRow[]): WeekNow {
  const [first] = rows;
  if (first === undefined) throw new Error('a week without games');
  const { now, lock, season, season_type: seasonType } = first;
  const rules = cardRulesOf(seasonType, first);
  const found = { week, games: rows, deadline: first.deadline ?? weekDeadline(rows) };
  return {
    state: { season, seasonType, lock },
    week: found,
    rules,
    now,
    locked: lockedIds(found, lock, now),
  };
}

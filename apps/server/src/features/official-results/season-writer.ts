import { Injectable } from '@nestjs/common';
import { CardColumns } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { eachCard, SeasonSlots } from '../slate/season-slots.js';
import { SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import type { SeasonKey, WeekKey } from '../slate/week-key.js';
import {
  deleteOtherWeeks,
  deleteRows,
  deleteWeekRows,
  eachRow,
  insertRows,
  storeRulesSlots,
} from './player-week.sql.js';
import { emptiedWeeks } from './results.sql.js';
import { WeekResultStore } from './results.store.js';
import type { ChangedWeeks } from './season-changes.js';
import { SeasonSoFar } from './season-so-far.js';
import { averageOf, NO_AVERAGE, noteJokers, scoreWeek, type WeekOfCards } from './week-scores.js';
import type { WeekValues } from './week-values.js';

/** Above this share of different rows the whole week is deleted and inserted again: that needs no search for each row. */
const REPLACED_SHARE = 0.3;

/**
 * Makes the stored rows of a week equal to these values. Only rows that differ are written. Returns their number; the
 * same values again change none.
 */
export async function writeWeek(tx: EntityManager, week: WeekKey, values: WeekValues): Promise<number> {
  const players = values.players();
  const unchanged = new Uint8Array(values.count);
  const old: number[] = [];
  let stored = 0;
  await eachRow(tx, week, (n, v) => {
    stored += 1;
    if (values.includes(n) && values.equals(n, v)) unchanged[n] = 1;
    else old.push(n);
  });
  const differing = players.filter((n) => unchanged[n] === 0);
  const gone = old.filter((n) => !values.includes(n));
  const changed = differing.length + gone.length;
  if (stored > 0 && changed > REPLACED_SHARE * Math.max(stored, players.length)) {
    await deleteWeekRows(tx, week);
    await insertRows(tx, week, values, players);
  } else {
    if (old.length > 0) await deleteRows(tx, week, old);
    if (differing.length > 0) await insertRows(tx, week, values, differing);
  }
  return changed;
}

/**
 * Runs one step in a transaction: its own, or the caller's. `work` returns how many rows it has changed, and so does
 * the step.
 */
export type Step = (work: (tx: EntityManager) => Promise<number>) => Promise<number>;

/** The work on a season, read in one transaction. */
interface Plan {
  /** Numbers of all weeks with games. */
  readonly numbers: readonly number[];
  /** The weeks with games up to the last one that has results or has changed, in order. */
  readonly weeks: readonly WeekOfGames[];
  /** The first week that has changed, with or without games. */
  readonly first: number;
  readonly slots: SeasonSlots;
}

/** Writes the results of a season, computing each week from all its cards. */
@Injectable()
export class SeasonWriter {
  constructor(
    private readonly reader: SlateReader,
    private readonly results: WeekResultStore,
  ) {}

  /**
   * Computes a season from its first changed week on, in order, one step per week, because a change of one week
   * changes the ranks after all later ones. It may stop after any step and start again; a step whose rows are correct
   * changes none.
   * @returns how many rows have changed
   */
  async write(step: Step, key: SeasonKey, changed: ChangedWeeks): Promise<number> {
    const plans: Plan[] = [];
    let rows = await step(async (tx) => {
      const plan = await this.plan(tx, key, changed);
      if (plan === null) return 0;
      plans.push(plan);
      await storeRulesSlots(tx);
      await this.results.keepWeeks(tx, key, plan.numbers);
      return deleteOtherWeeks(tx, key, plan.numbers);
    });
    for (const plan of plans) rows += await this.follow(step, key, plan, changed);
    return rows;
  }

  private async plan(tx: EntityManager, key: SeasonKey, changed: ChangedWeeks): Promise<Plan | null> {
    const weeks = await this.reader.weeks(key, tx);
    const numbers = weeks.map(({ week }) => week);
    const played = weeks.filter(isPlayed).map(({ week }) => week);
    const isChanged = (week: number): boolean => changed.has(key.seasonType, week, played.includes(week));
    const emptied = await emptiedWeeks(tx, key);
    const touched = [...emptied, ...numbers].filter(isChanged);
    if (touched.length === 0) return null;
    const last = Math.max(...touched, ...played);
    return {
      numbers,
      weeks: weeks.filter(({ week }) => week <= last),
      first: Math.min(...touched),
      slots: await SeasonSlots.of(tx, key),
    };
  }

  private async follow(step: Step, key: SeasonKey, plan: Plan, changed: ChangedWeeks): Promise<number> {
    const { weeks, first } = plan;
    let season: SeasonSoFar | null = null;
    let rows = 0;
    for (const week of weeks) {
      if (week.week < first) continue;
      const isChanged = changed.has(key.seasonType, week.week, isPlayed(week));
      rows += await step(async (tx) => {
        season ??= await this.before(tx, key, plan);
        return this.writeWeek(tx, { ...key, week: week.week }, { week, plan, season, isChanged });
      });
    }
    return rows;
  }

  private async writeWeek(
    tx: EntityManager,
    key: WeekKey,
    {
      week,
      plan,
      season,
      isChanged,
    }: { week: WeekOfGames; plan: Plan; season: SeasonSoFar; isChanged: boolean },
  ): Promise<number> {
    const cards = await cardsOf(tx, key, plan.slots);
    if (!isPlayed(week)) {
      noteJokers(season, cards);
      if (isChanged) await this.results.writeAverage(tx, key, NO_AVERAGE);
      return deleteWeekRows(tx, key);
    }
    const values = scoreWeek(season, cards, week.games.map(toGame));
    if (isChanged) await this.results.writeAverage(tx, key, averageOf(values));
    return writeWeek(tx, key, values);
  }

  /** Reads each player's sums of the weeks before the first changed one. */
  private async before(
    tx: EntityManager,
    key: SeasonKey,
    { weeks, first, slots }: Plan,
  ): Promise<SeasonSoFar> {
    const season = new SeasonSoFar();
    const earlier = weeks.filter(({ week }) => week < first);
    const last = earlier.filter(isPlayed).at(-1);
    if (last !== undefined) await eachRow(tx, { ...key, week: last.week }, (n, v) => season.set(n, v));
    for (const week of earlier)
      if (!isPlayed(week)) noteJokers(season, await cardsOf(tx, { ...key, week: week.week }, slots));
    return season;
  }
}

async function cardsOf(tx: EntityManager, key: WeekKey, slots: SeasonSlots): Promise<WeekOfCards> {
  const cards = new CardColumns(slots.week(key.week));
  await eachCard(tx, key, (n, card) => cards.set(n, card));
  return { cards, locks: slots.locks(key.week) };
}

/** Returns true once a game of the week is final: from then on the week has results. */
function isPlayed({ games }: WeekOfGames): boolean {
  return games.some((game) => game.state === 'post');
}

import { type SlotGame, WeekSlots } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { picksShownSql } from './shown-picks.js';
import { ofSeasonSql, type SeasonKey, seasonParams } from './week-key.js';

const SLOTS = `
  SELECT s.week, s.slot, s.game, g.state, coalesce(${picksShownSql('g')}, false) AS shown
  FROM game_slot s LEFT JOIN game g ON g.id = s.game
    AND (g.season, g.season_type, g.week) = (s.season, s.season_type, s.week)
  WHERE ${ofSeasonSql('s')}`;

/** The games of a season by week and slot. */
export class SeasonSlots {
  private readonly weeks: ReadonlyMap<number, WeekSlots>;

  constructor(games: readonly (SlotGame & { readonly week: number })[]) {
    const byWeek = groupBy(games, ({ week }) => week);
    this.weeks = new Map([...byWeek].map(([week, ofWeek]) => [week, new WeekSlots(ofWeek)]));
  }

  /** Reads the slots of a season as of the transaction's snapshot. */
  static async of(tx: EntityManager, season: SeasonKey): Promise<SeasonSlots> {
    return new SeasonSlots(await tx.query(SLOTS, seasonParams(season)));
  }

  /** Returns the slots of a week; none for a week without games. */
  week(week: number): WeekSlots {
    return this.weeks.get(week) ?? NO_SLOTS;
  }
}

const NO_SLOTS = new WeekSlots([]);

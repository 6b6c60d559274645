import { Injectable } from '@nestjs/common';
import type { Results, SeasonQuery, WeekResult } from '@sunday-live/contract';
import { DataSource, IsNull, MoreThan, Not } from 'typeorm';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { type SeasonKey, seasonTypeOf } from '../slate/week-key.js';
import { WeekResultEntity } from './results.entity.js';
import { hasUnconfirmed, playersWithoutScore } from './results.sql.js';

/** Read access to results for other features. */
@Injectable()
export class ResultsReader {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /** Returns the weeks that have begun, of the newest season with cards or of the requested one. */
  async results(asked: SeasonQuery): Promise<Results> {
    const position = await this.log.position();
    const state = await this.reader.asked(asked, 'played');
    if (state === null) return { ...position, season: 0, type: 'regular', weeks: [] };
    const { season, seasonType } = state;
    const weeks = await this.db.manager.find(WeekResultEntity, {
      where: [
        { season, seasonType, scheduled: Not(IsNull()) },
        { season, seasonType, players: MoreThan(0) },
      ],
      order: { week: 'ASC' },
    });
    return {
      ...position,
      season,
      type: seasonTypeOf(seasonType),
      weeks: weeks.map(toResult),
    };
  }

  /**
   * Returns true when the results of the week are confirmed; without a week, when those of all weeks that have begun
   * are.
   */
  async isConfirmed(season: SeasonKey, week: number | null): Promise<boolean> {
    return !(await hasUnconfirmed(this.db.manager, season, week));
  }

  /** Returns the ids of players without a card in a week that has results: they did not play (rule R4). */
  didNotPlay({ season, seasonType }: SeasonKey, week: number): Promise<string[]> {
    return playersWithoutScore(this.db.manager, { season, seasonType, week });
  }
}

function toResult({ week, state, confirmedAt, averagePoints, players }: WeekResultEntity): WeekResult {
  return { week, state, confirmedAt: confirmedAt?.toISOString() ?? null, averagePoints, players };
}

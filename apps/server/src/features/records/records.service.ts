import { Injectable } from '@nestjs/common';
import { type LeagueRecord, type LeagueRecords, RECORD_KINDS } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/caches.js';
import { LeagueBooks, type LeagueSeason } from '../standings/league-books.js';
import { SeasonReviews } from '../statistics/season-review.js';
import { playedYears } from './played-seasons.sql.js';
import { mergeRecords, seasonRecords } from './season-records.js';

/** Cache size: leagues whose records of all seasons are kept in memory. */
const CACHE_SIZE = 64;

/** Computes the records of leagues over all their seasons from cards and games. */
@Injectable()
export class RecordsService {
  private readonly kept = new TaggedCache<LeagueRecord[]>(CACHE_SIZE);

  constructor(
    private readonly books: LeagueBooks,
    private readonly reviews: SeasonReviews,
    private readonly db: DataSource,
  ) {}

  /**
   * Returns the records of a league.
   * @param year null: all seasons
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async ofLeague(league: string, player: string, year: number | null): Promise<LeagueRecords> {
    await this.books.season(league, player, {});
    const years = await playedYears(this.db.manager);
    const seasons: LeagueRecord[][] = [];
    for (const one of year === null ? years : [year]) {
      seasons.push(await this.ofSeason(await this.books.season(league, player, { season: one }), one));
    }
    const records = mergeRecords(seasons);
    records.sort((a, b) => RECORD_KINDS.indexOf(a.kind) - RECORD_KINDS.indexOf(b.kind));
    return { league, seasons: years.toReversed(), records };
  }

  private ofSeason(season: LeagueSeason, year: number): Promise<LeagueRecord[]> {
    return this.kept.get(`${season.league}/${year}`, season.tag, async () =>
      timeSliced(seasonRecords(await this.reviews.of(season), year)),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { LeagueBooks, type LeagueSeason } from '../standings/league-books.js';
import { reviewSeason, type SeasonReview } from './season-review.js';

/** Cache size: season reviews kept in memory. */
const CACHE_SIZE = 24;

/** Computes reviews of leagues' seasons, once per position of the log. */
@Injectable()
export class SeasonReviews {
  private readonly kept = new TaggedCache<SeasonReview>(CACHE_SIZE);

  constructor(private readonly books: LeagueBooks) {}

  of(season: LeagueSeason): Promise<SeasonReview> {
    return this.kept.get(nameOf(season), season.tag, async () =>
      timeSliced(reviewSeason(await this.books.columns(season))),
    );
  }
}

/** Returns a key for a league's season. */
export function nameOf({ league, key }: LeagueSeason): string {
  return `${league}/${key?.season}/${key?.seasonType}`;
}

import { Injectable } from '@nestjs/common';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { LeagueBooks, type LeagueSeason } from '../standings/league-books.js';
import { reviewSeason, type SeasonReview } from './season-review.js';

/** Seasons of leagues kept for who asks next. */
const KEPT = 24;

/** Reviews of leagues' seasons, each gone through once per position of the log. */
@Injectable()
export class SeasonReviews {
  private readonly kept = new TaggedCache<SeasonReview>(KEPT);

  constructor(private readonly books: LeagueBooks) {}

  of(season: LeagueSeason): Promise<SeasonReview> {
    return this.kept.get(nameOf(season), season.tag, async () =>
      timeSliced(reviewSeason(await this.books.columns(season))),
    );
  }
}

/** Names a league's season, whatever happens in it. */
export function nameOf({ league, key }: LeagueSeason): string {
  return `${league}/${key?.season}/${key?.seasonType}`;
}

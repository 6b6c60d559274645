import { Injectable } from '@nestjs/common';
import {
  type LeagueStatistics,
  type PlayerCareer,
  type PlayerProfile,
  type PlayerStatistics,
  type SeasonQuery,
} from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/encoded-json.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { positionOf } from '../slate/slate-log.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { LeagueBooks } from '../standings/league-books.js';
import { leagueStatistics } from './league-statistics.js';
import { pastBankers, teamRecords } from './past-picks.js';
import { playedWeeks, seasonFigures, slotOf } from './player-season.js';
import { ProfileStore } from './profile.sql.js';
import { nameOf, SeasonReviews } from './season-review.js';

/** Encoded statistics of a league. */
export interface StatisticsAnswer {
  readonly statistics: LeagueStatistics;
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Cache size: leagues whose encoded statistics are kept in memory. */
const CACHE_SIZE = 8;

/** Reads statistics of leagues and players. A viewer who shares no league with a player gets `not-found`. */
@Injectable()
export class StatisticsService {
  private readonly kept = new TaggedCache<StatisticsAnswer>(CACHE_SIZE);

  constructor(
    private readonly books: LeagueBooks,
    private readonly reviews: SeasonReviews,
    private readonly leagues: LeagueDirectory,
    private readonly profiles: ProfileStore,
  ) {}

  /**
   * Returns the season's standings of a league with all statistics.
   * @throws AppError `not-found` when the viewer does not belong to the league
   */
  async league(league: string, viewer: string, asked: SeasonQuery): Promise<StatisticsAnswer> {
    const season = await this.books.season(league, viewer, asked);
    return this.kept.get(nameOf(season), season.tag, async () => {
      const review = await this.reviews.of(season);
      const { key } = season;
      const about = {
        ...positionOf(season.position),
        league,
        season: key?.season ?? 0,
        type: key === null ? 'regular' : seasonTypeOf(key.seasonType),
      };
      const statistics = await timeSliced(leagueStatistics(review, about));
      return { statistics, json: new EncodedJson(statistics), tag: season.tag };
    });
  }

  /** Returns a player's profile. @throws AppError `not-found` when viewer and player share no league */
  async profile(viewer: string, player: string): Promise<PlayerProfile> {
    const profile = await this.profiles.findProfile(viewer, player);
    if (profile === null) throw new AppError('not-found');
    return profile;
  }

  /** Returns a member's season. @throws AppError `not-found` unless both belong to the league */
  async player(
    league: string,
    viewer: string,
    player: string,
    asked: SeasonQuery,
  ): Promise<PlayerStatistics> {
    const season = await this.books.season(league, viewer, asked);
    await this.demandMember(league, player);
    const review = await this.reviews.of(season);
    const slot = slotOf(review, player);
    const { cards, games } = await this.books.cardsOf(season, player);
    const rules = RULES[season.rules];
    return {
      ...positionOf(season.position),
      league,
      player,
      type: season.key === null ? 'regular' : seasonTypeOf(season.key.seasonType),
      figures: seasonFigures(review, season.key?.season ?? 0, slot),
      weeks: playedWeeks(review, slot),
      bankers: pastBankers(cards, games, rules),
      teams: teamRecords(cards, games, rules),
    };
  }

  /** Returns all seasons of a member, latest first. @throws as `player` */
  async career(league: string, viewer: string, player: string): Promise<PlayerCareer> {
    await this.books.season(league, viewer, {});
    await this.demandMember(league, player);
    const seasons = [];
    for (const year of await this.profiles.seasonsOf(player)) {
      const review = await this.reviews.of(await this.books.season(league, viewer, { season: year }));
      seasons.push(seasonFigures(review, year, slotOf(review, player)));
    }
    return { league, player, seasons };
  }

  private async demandMember(league: string, player: string): Promise<void> {
    if (!(await this.leagues.isMember(league, player))) throw new AppError('not-found');
  }
}

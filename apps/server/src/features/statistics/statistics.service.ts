import { Injectable } from '@nestjs/common';
import type {
  LeagueStatistics,
  PlayerCareer,
  PlayerProfile,
  PlayerStatistics,
  SeasonQuery,
  StatisticsQuery,
} from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/answer-caching.js';
import type { SessionPlayer } from '../auth/session-player.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { positionOf } from '../slate/slate-log.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { LeagueBooks } from '../standings/league-books.js';
import { pageOf, partOf, sortedPlaces } from '../standings/table-page.js';
import { pastBankers, teamRecords } from './past-picks.js';
import { playedWeeks, seasonFigures, slotOf } from './player-season.js';
import { ProfileStore } from './profile.sql.js';
import { nameOf, SeasonReviews } from './season-review.js';
import { seasonSummary } from './season-summary.js';
import { SeasonTable } from './season-table.js';

/** The season's standings of a league at one position of the log. */
export interface LeagueSeasonTable {
  /** Everything but the rows. */
  readonly about: Omit<LeagueStatistics, 'rows' | 'next' | 'total' | 'first'>;
  readonly table: SeasonTable;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Encoded statistics of a league. */
export interface StatisticsAnswer {
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Cache size: leagues' tables kept in memory. */
const CACHE_SIZE = 8;
/** Cache size: encoded pages. A page around a viewer is encoded for each request. */
const PAGES = 32;
/** Cache size: orders by other columns, four bytes a player each. */
const ORDERS = 16;

/** Reads statistics of leagues and players. A viewer who shares no league with a player gets `not-found`. */
@Injectable()
export class StatisticsService {
  private readonly tables = new TaggedCache<LeagueSeasonTable>(CACHE_SIZE);
  private readonly pages = new TaggedCache<EncodedJson>(PAGES);
  private readonly orders = new TaggedCache<Uint32Array>(ORDERS);

  constructor(
    private readonly books: LeagueBooks,
    private readonly reviews: SeasonReviews,
    private readonly leagues: LeagueDirectory,
    private readonly profiles: ProfileStore,
  ) {}

  /**
   * Returns the season's standings of a league with all statistics; a page of them where the request asks for one.
   * @throws AppError `not-found` when the viewer does not belong to the league, `invalid-input` for an unknown cursor or
   * column
   */
  async league(
    league: string,
    viewer: Pick<SessionPlayer, 'id' | 'n'>,
    asked: SeasonQuery & StatisticsQuery,
  ): Promise<StatisticsAnswer> {
    const { about, table, tag } = await this.table(league, viewer.id, asked);
    const { sort, division } = asked;
    const name = `${league}:${about.season}:${about.type}`;
    const part = `${partOf(asked)}:${division && encodeURIComponent(division)}`;
    const page = async (): Promise<EncodedJson> => {
      const order =
        sort === undefined
          ? null
          : await this.orders.get(`${name}:${sort}`, tag, () => timeSliced(sortedPlaces(table, sort)));
      const keep = division === undefined ? undefined : (place: number) => table.division(place) === division;
      const rows = pageOf(table, asked, viewer.n, { order, keep });
      return new EncodedJson({ ...about, ...rows } satisfies LeagueStatistics);
    };
    if (asked.around !== undefined) return { json: await page(), tag: `${tag}:${part}:${viewer.n}` };
    return { json: await this.pages.get(`${name}:${part}`, tag, page), tag: `${tag}:${part}` };
  }

  /**
   * Returns the season's standings themselves.
   * @throws AppError `not-found` when the viewer does not belong to the league
   */
  async table(league: string, viewer: string, asked: SeasonQuery): Promise<LeagueSeasonTable> {
    const season = await this.books.season(league, viewer, asked);
    const { key, tag } = season;
    return this.tables.get(nameOf(season), tag, async () => {
      const review = await this.reviews.of(season);
      const about = {
        ...positionOf(season.position),
        league,
        season: key?.season ?? 0,
        type: key === null ? ('regular' as const) : seasonTypeOf(key.seasonType),
        ...(await timeSliced(seasonSummary(review))),
      };
      return { about, table: new SeasonTable(review, about.weeks), tag };
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

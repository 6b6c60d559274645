import { Injectable } from '@nestjs/common';
import type { RulesName, Scope, SeasonQuery, Standings, TableQuery } from '@sunday-live/contract';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/answer-caching.js';
import type { SessionPlayer } from '../auth/session-player.js';
import { SeasonService } from '../calendar/season.service.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { ResultsReader } from '../official-results/results-reader.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { LeagueBooks } from './league-books.js';
import type { RankedTable } from './ranked-table.js';
import { SeasonBook } from './season-book.js';
import { pageOf, partOf, sortedPlaces } from './table-page.js';

/** Standings of a league at one position of the log. */
export interface LeagueTable {
  /** Everything but the rows. */
  readonly about: Omit<Standings, 'rows' | 'next' | 'total' | 'first'>;
  readonly table: RankedTable;
  /** Identifies the table, whatever its content. */
  readonly name: string;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Encoded standings. */
export interface StandingsAnswer {
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Cache size: tables kept in memory, and as many encoded pages. A page around a viewer is encoded for each request. */
const CACHE_SIZE = 64;

/** Memory of all tables: some of a hundred thousand players, each of them 3 MB. */
const TABLES_BYTES = 16 * 2 ** 20;

/** Cache size: orders by other columns, four bytes a player each. */
const ORDERS = 16;

/** Serves standings of a league over HTTP, computed once per position of the log. */
@Injectable()
export class StandingsService {
  private readonly tables = new TaggedCache<LeagueTable>(CACHE_SIZE, {
    bytes: TABLES_BYTES,
    sizeOf: ({ table }) => table.bytes,
  });
  private readonly orders = new TaggedCache<Uint32Array>(ORDERS);
  private readonly pages = new TaggedCache<EncodedJson>(CACHE_SIZE);

  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly leagues: LeagueDirectory,
    private readonly books: LeagueBooks,
    private readonly results: ResultsReader,
  ) {}

  /**
   * Returns the standings of the requested season, or of the newest one with cards; a page of them where the request
   * asks for one.
   * @throws AppError `not-found` when the player does not belong to the league, `invalid-input` for an unknown cursor
   */
  async read(
    league: string,
    viewer: Pick<SessionPlayer, 'id' | 'n'>,
    asked: StandingsQuestion & TableQuery,
  ): Promise<StandingsAnswer> {
    const { about, table, name, tag } = await this.readTable(league, viewer.id, asked);
    const { sort } = asked;
    const part = partOf(asked);
    const page = async (): Promise<EncodedJson> => {
      const order =
        sort === undefined
          ? null
          : await this.orders.get(`${name}:${sort}`, tag, () => timeSliced(sortedPlaces(table, sort)));
      return new EncodedJson({ ...about, ...pageOf(table, asked, viewer.n, { order }) } satisfies Standings);
    };
    if (asked.around !== undefined) return { json: await page(), tag: `${tag}:${part}:${viewer.n}` };
    return { json: await this.pages.get(`${name}:${part}`, tag, page), tag: `${tag}:${part}` };
  }

  /**
   * Returns the requested table itself.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async readTable(league: string, player: string, asked: StandingsQuestion): Promise<LeagueTable> {
    const [rules, position] = await Promise.all([this.leagues.rulesFor(league, player), this.log.stream()]);
    if (rules === null) throw new AppError('not-found');
    return this.at(position, { league, rules, ...asked });
  }

  /** Does the same without checking access. */
  async table(league: string, rules: RulesName, asked: StandingsQuestion): Promise<LeagueTable> {
    return this.at(await this.log.stream(), { league, rules, ...asked });
  }

  private at(position: Wanted['position'], asked: Omit<Wanted, 'position'>): Promise<LeagueTable> {
    const { league, scope, season, type, week } = asked;
    const name = [league, scope, season ?? 'now', type ?? 'now', week ?? 'now'].join(':');
    const tag = [position.epoch, position.head, name].join(':');
    return this.tables.get(name, tag, async () => ({
      ...(await this.work({ ...asked, position })),
      name,
      tag,
    }));
  }

  private async work({
    league,
    rules,
    scope,
    position,
    ...asked
  }: Wanted): Promise<Pick<LeagueTable, 'about' | 'table'>> {
    const { epoch, head: seq } = position;
    const state = await this.reader.asked(asked, 'played');
    if (state === null) {
      const { season } = await this.seasons.season();
      const week = asked.week ?? 1;
      const table = new SeasonBook(0).table({ scope, week, rules, members: [] });
      const about = { league, epoch, seq, scope, season, type: 'regular', week, unofficial: false } as const;
      return { about: { ...about, ...table.summary() }, table };
    }
    const week = asked.week ?? state.week;
    const members = await this.leagues.memberNumbers(league);
    const book = await this.books.of(league, members, state, position);
    const table = book.table({ scope, week, rules, members });
    // finished games are not enough: the results must be confirmed, too
    const official =
      !table.unofficial && (await this.results.isConfirmed(state, scope === 'season' ? null : week));
    const { season, seasonType } = state;
    const type = seasonTypeOf(seasonType);
    return {
      about: { league, epoch, seq, scope, season, type, week, unofficial: !official, ...table.summary() },
      table,
    };
  }
}

/** The requested table; an absent week means the current one, or the last one played of an earlier season. */
export interface StandingsQuestion extends SeasonQuery {
  readonly scope: Scope;
  readonly week?: number | undefined;
}

interface Wanted extends StandingsQuestion {
  readonly league: string;
  readonly rules: RulesName;
  readonly position: Stream;
}

import { Injectable } from '@nestjs/common';
import type { RulesName, Scope, SeasonQuery, Standings } from '@sunday-live/contract';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/encoded-json.js';
import { SeasonService } from '../calendar/season.service.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { ResultsReader } from '../official-results/results-reader.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { LeagueBooks } from './league-books.js';

/** Encoded standings. */
export interface StandingsAnswer {
  readonly standings: Standings;
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Cache size: encoded standings kept in memory. */
const CACHE_SIZE = 64;

/** Serves standings of a league over HTTP, computed once per position of the log. */
@Injectable()
export class StandingsService {
  private readonly kept = new TaggedCache<StandingsAnswer>(CACHE_SIZE);

  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly leagues: LeagueDirectory,
    private readonly books: LeagueBooks,
    private readonly results: ResultsReader,
  ) {}

  /**
   * Returns the standings of the requested season, or of the newest one with cards.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async read(league: string, player: string, asked: StandingsQuestion): Promise<StandingsAnswer> {
    const [rules, position] = await Promise.all([this.leagues.rulesFor(league, player), this.log.stream()]);
    if (rules === null) throw new AppError('not-found');
    return this.at(position, { league, rules, ...asked });
  }

  /** Does the same without checking access. */
  async table(league: string, rules: RulesName, asked: StandingsQuestion): Promise<StandingsAnswer> {
    return this.at(await this.log.stream(), { league, rules, ...asked });
  }

  private async at(position: Wanted['position'], asked: Omit<Wanted, 'position'>): Promise<StandingsAnswer> {
    const { league, scope, season, type, week } = asked;
    const name = [league, scope, season ?? 'now', type ?? 'now', week ?? 'now'].join(':');
    const tag = [position.epoch, position.head, name].join(':');
    return this.kept.get(name, tag, async () => {
      const standings = await this.work({ ...asked, position });
      return { standings, json: new EncodedJson(standings), tag };
    });
  }

  private async work({ league, rules, scope, position, ...asked }: Wanted): Promise<Standings> {
    const { epoch, head: seq } = position;
    const state = await this.reader.asked(asked, 'played');
    if (state === null) {
      const { season } = await this.seasons.season();
      return {
        league,
        epoch,
        seq,
        scope,
        season,
        type: 'regular',
        week: asked.week ?? 1,
        unofficial: false,
        rows: [],
      };
    }
    const week = asked.week ?? state.week;
    const members = await this.leagues.memberNumbers(league);
    const book = await this.books.of(league, members, state, position);
    const table = book.table({ scope, week, rules, members });
    // finished games are not enough: the results must be confirmed, too
    const official =
      !table.unofficial && (await this.results.isConfirmed(state, scope === 'season' ? null : week));
    return {
      league,
      epoch,
      seq,
      scope,
      season: state.season,
      type: seasonTypeOf(state.seasonType),
      week,
      rows: table.rows,
      unofficial: !official,
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

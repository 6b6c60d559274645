import { Injectable } from '@nestjs/common';
import type { Scope, Standings } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { type LeagueRow, LeagueStore } from '../leagues/league-store.js';
import { SeasonService } from '../season/season.service.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { EntrantStore } from './entrant-store.js';
import { standingsTable } from './standings-table.js';

/** A standing, ready to send. */
export interface StandingsAnswer {
  readonly standings: Standings;
  readonly json: string;
  /** Names this very content. */
  readonly tag: string;
}

/** Standings kept for who asks next. */
const KEPT = 64;

/** Standings of a league over HTTP, worked out once per position of the log. */
@Injectable()
export class StandingsService {
  private readonly kept = new Map<string, Promise<StandingsAnswer>>();

  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly leagues: LeagueStore,
    private readonly entrants: EntrantStore,
  ) {}

  /**
   * @param week null = the current one
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async read(league: string, player: string, scope: Scope, week: number | null): Promise<StandingsAnswer> {
    const found = await this.leagues.find(league, player);
    if (found === null) throw new AppError('not-found');
    const { epoch, head } = await this.log.stream();
    const tag = [epoch, head, league, scope, week ?? 'now'].join(':');
    const known = this.kept.get(tag);
    if (known !== undefined) return known;
    const answer = this.work(found, scope, week, tag);
    this.keep(tag, answer);
    return answer;
  }

  private async work(
    league: LeagueRow,
    scope: Scope,
    week: number | null,
    tag: string,
  ): Promise<StandingsAnswer> {
    const standings = await this.db.transaction('REPEATABLE READ', (tx) =>
      this.rank(tx, league, scope, week),
    );
    return { standings, json: JSON.stringify(standings), tag };
  }

  private async rank(
    tx: EntityManager,
    { id, rules }: LeagueRow,
    scope: Scope,
    asked: number | null,
  ): Promise<Standings> {
    const state = await this.reader.season(tx);
    if (state === null) {
      const { season } = await this.seasons.season();
      return { league: id, scope, season, week: asked ?? 1, unofficial: false, rows: [] };
    }
    const week = asked ?? state.week;
    const games = (await this.reader.weeks(state, tx)).flatMap((entry) => entry.games.map(toGame));
    const entrants = await this.entrants.withCards(tx, id, state, scope === 'season' ? null : week);
    const table = standingsTable({ scope, week, rules }, entrants, games);
    return { league: id, scope, season: state.season, week, ...table };
  }

  private keep(tag: string, answer: Promise<StandingsAnswer>): void {
    this.kept.set(tag, answer);
    answer.catch(() => this.kept.delete(tag));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
  }
}

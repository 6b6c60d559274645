import { Injectable } from '@nestjs/common';
import type { History, LeagueCards } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { Kept } from '../../platform/collections/kept.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/encoded-json.js';
import { inTurns, type Steps } from '../../platform/timing/in-turns.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { shownCard } from '../season/shown-card.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { EntrantStore, type LeagueEntrant } from './entrant-store.js';
import { weekHistory } from './week-history.js';

/** Cards of a week, ready to send. */
export interface CardsAnswer {
  readonly json: EncodedJson;
  /** Names this very content of the week. */
  readonly tag: string;
}

/** Leagues' weeks kept for who asks next: everybody who watches asks when a game is locked. */
const KEPT = 32;

/** What members may see of a week beyond its table: the locked picks, and how the scores came about. */
@Injectable()
export class LeagueWeekService {
  private readonly kept = new Kept<CardsAnswer>(KEPT);

  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly leagues: LeagueDirectory,
    private readonly entrants: EntrantStore,
  ) {}

  /**
   * Every member's picks of locked games; cards without one are listed empty.
   * @param member this member's card alone
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async cards(
    league: string,
    player: string,
    week: number,
    member: string | null = null,
  ): Promise<CardsAnswer> {
    await this.demandMember(league, player);
    const { epoch, head } = await this.log.stream();
    const tag = `${epoch}:${head}`;
    const work = async (): Promise<CardsAnswer> => {
      const cards = await this.shown(league, week, member);
      return { json: new EncodedJson({ league, week, cards } satisfies LeagueCards), tag };
    };
    return member === null ? this.kept.get(`${league}/${week}`, tag, work) : work();
  }

  /**
   * The week's log in the current life of the stream.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async history(league: string, player: string, week: number): Promise<History> {
    await this.demandMember(league, player);
    const state = await this.reader.season();
    if (state === null) {
      const { epoch } = await this.log.stream();
      return { league, season: 0, week, epoch, games: [], events: [] };
    }
    return this.historyOf(league, state, week);
  }

  private async shown(league: string, week: number, member: string | null): Promise<LeagueCards['cards']> {
    // one snapshot: a pick must not be read after its game was looked at
    const seen = await this.db.transaction('REPEATABLE READ', async (tx) => {
      const state = await this.reader.season(tx);
      if (state === null) return null;
      const { games } = await this.reader.week(state, week, tx);
      const shown = new Set(games.filter(picksShown).map((game) => game.id));
      const entrants = await this.entrants.withCards(tx, league, state, week, member);
      return { shown, entrants, corrected: await this.entrants.corrected(tx, state, week) };
    });
    return seen === null ? [] : inTurns(shownCards(seen));
  }

  private async historyOf(league: string, state: SeasonState, week: number): Promise<History> {
    const { epoch } = await this.log.stream();
    // the log first: a game that moves on meanwhile is unwound to where the log begins all the same
    const events = await this.log.readWeek(epoch, { ...state, week });
    const { games } = await this.reader.week(state, week);
    return { league, season: state.season, week, epoch, ...weekHistory(games.map(toGame), events) };
  }

  private async demandMember(league: string, player: string): Promise<void> {
    if ((await this.leagues.rulesFor(league, player)) === null) throw new AppError('not-found');
  }
}

/** What others may see of these cards. */
function* shownCards({
  entrants,
  shown,
  corrected,
}: {
  readonly entrants: readonly LeagueEntrant[];
  /** Games whose picks may be seen. */
  readonly shown: ReadonlySet<string>;
  /** Players whose card an admin has corrected. */
  readonly corrected: ReadonlySet<string>;
}): Steps<LeagueCards['cards']> {
  const cards: LeagueCards['cards'] = [];
  for (const {
    id,
    cards: [card],
  } of entrants) {
    if (card === undefined) continue;
    cards.push({ player: id, ...shownCard(card, shown), ...(corrected.has(id) ? { corrected: true } : {}) });
    yield;
  }
  return cards;
}

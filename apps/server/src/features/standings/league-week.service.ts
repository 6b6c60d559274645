import { Injectable } from '@nestjs/common';
import { type History, LARGE_LEAGUE, type LeagueCards, type Position } from '@sunday-live/contract';
import { countedJokers, RULES } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { type Steps, timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/encoded-json.js';
import { shownCard } from '../calendar/shown-card.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { seasonTypeOf, type WeekAsked, type WeekKey, weekPath } from '../slate/week-key.js';
import { EntrantStore, type LeagueEntrant } from './entrant.store.js';
import { LeagueBooks, type LeagueSeason } from './league-books.js';
import { basesOf, jokersThatCount } from './week-bases.js';
import { gamesThatLeft, weekHistory } from './week-history.js';

/** Encoded cards of a week. */
export interface CardsAnswer {
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Cache size: leagues' weeks kept in memory. Every viewer asks for them when a game locks. */
const CACHE_SIZE = 32;

/** Reads the details of a week for members: locked picks, and the history of the scores. */
@Injectable()
export class LeagueWeekService {
  private readonly kept = new TaggedCache<CardsAnswer>(CACHE_SIZE);

  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly leagues: LeagueDirectory,
    private readonly entrants: EntrantStore,
    private readonly books: LeagueBooks,
  ) {}

  /**
   * Returns every member's picks of locked games; cards without such picks are listed empty.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async cards(
    league: string,
    player: string,
    { member, ...asked }: WeekAsked & { readonly member: string | null },
  ): Promise<CardsAnswer> {
    const season = await this.books.season(league, player, asked);
    const { week } = asked;
    const { epoch, head: seq } = season.position;
    const tag = `${epoch}:${seq}`;
    const work = async (): Promise<CardsAnswer> => {
      const content =
        member === null ? await this.everybody(season, week) : await this.one(season, week, member);
      return { json: new EncodedJson({ league, week, epoch, seq, ...content } satisfies LeagueCards), tag };
    };
    const { key } = season;
    return member === null && key !== null
      ? this.kept.get(`${league}/${weekPath({ ...key, week })}`, tag, work)
      : work();
  }

  /**
   * Returns the week's events in the current epoch of the log.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async history(league: string, player: string, asked: WeekAsked): Promise<History> {
    await this.demandMember(league, player);
    const position = await this.log.position();
    const { week, ...season } = asked;
    const key = await this.reader.asked(season, 'played');
    if (key === null) return { league, season: 0, type: 'regular', week, ...position, games: [], events: [] };
    return this.historyOf(league, { season: key.season, seasonType: key.seasonType, week }, position);
  }

  private async everybody(season: LeagueSeason, week: number): Promise<LeagueContent> {
    const seen = await this.seen(season, week);
    if (seen === null) return { cards: [], bases: [] };
    const columns = await this.books.columns(season);
    const counting = jokersThatCount(columns, week);
    const cards = await timeSliced(shownCards(seen, (id) => counting.has(id)));
    return columns.members.length > LARGE_LEAGUE
      ? { cards }
      : { cards, bases: basesOf(columns, week, RULES[season.rules]) };
  }

  private async one(season: LeagueSeason, week: number, member: string): Promise<LeagueContent> {
    const seen = await this.seen(season, week, member);
    if (seen === null) return { cards: [] };
    const { cards } = await this.books.cardsOf(season, member);
    const counting = countedJokers(cards, RULES[season.rules]);
    return { cards: await timeSliced(shownCards(seen, () => counting.has(week))) };
  }

  private async seen({ league, key }: LeagueSeason, week: number, member: string | null = null) {
    if (key === null) return null;
    // one snapshot: a pick must not be newer than the state of its game
    return this.db.transaction('REPEATABLE READ', async (tx): Promise<Seen> => {
      const { games } = await this.reader.week(key, week, tx);
      const shown = new Set(games.filter(picksShown).map((game) => game.id));
      const entrants = await this.entrants.withCards(tx, league, key, week, member);
      return { shown, entrants, corrected: await this.entrants.corrected(tx, { ...key, week }) };
    });
  }

  private async historyOf(league: string, key: WeekKey, { epoch, seq }: Position): Promise<History> {
    const { season, seasonType, week } = key;
    // read the log first: a game that changes meanwhile is still unwound to its state at the start of the log
    const ofWeek = await this.log.readWeek(epoch, key);
    const { games } = await this.reader.week(key, week);
    const left = gamesThatLeft(games, ofWeek);
    const leaving = left.length === 0 ? [] : await this.log.readLeaving(epoch, key, left);
    const events = [...ofWeek, ...leaving].sort((a, b) => a.seq - b.seq);
    const about = { league, season, type: seasonTypeOf(seasonType), week };
    return { ...about, epoch, seq, ...weekHistory(games.map(toGame), events) };
  }

  private async demandMember(league: string, player: string): Promise<void> {
    if ((await this.leagues.rulesFor(league, player)) === null) throw new AppError('not-found');
  }
}

type LeagueContent = Pick<LeagueCards, 'cards' | 'bases'>;

/** The visible part of a week's cards, as of one moment. */
interface Seen {
  readonly entrants: readonly LeagueEntrant[];
  /** Games whose picks may be seen. */
  readonly shown: ReadonlySet<string>;
  /** Players whose card was corrected by an admin. */
  readonly corrected: ReadonlySet<string>;
}

/** Returns the visible part of these cards. @param jokerCounts whether the player's joker of the week counts */
function* shownCards(
  { entrants, shown, corrected }: Seen,
  jokerCounts: (player: string) => boolean,
): Steps<LeagueCards['cards']> {
  const cards: LeagueCards['cards'] = [];
  for (const {
    id,
    cards: [card],
  } of entrants) {
    if (card === undefined) continue;
    const more = { jokerCounts: jokerCounts(id), ...(corrected.has(id) ? { corrected: true } : {}) };
    cards.push({ player: id, ...shownCard(card, shown), ...more });
    yield;
  }
  return cards;
}

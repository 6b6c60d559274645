import { Injectable } from '@nestjs/common';
import {
  EVERYONE,
  type History,
  LARGE_LEAGUE,
  type LeagueCards,
  MAX_PAGE_ROWS,
  type PageQuery,
  type Position,
} from '@sunday-live/contract';
import { countedJokers, RULES } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { type Steps, timeSliced } from '../../platform/async/time-sliced.js';
import { RecentCounts, TaggedCache } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/answer-caching.js';
import { Keyset, pageSize } from '../../platform/http/keyset.js';
import { shownCard } from '../calendar/game-locks.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { type SeasonKey, seasonTypeOf, type WeekAsked, type WeekKey, weekPath } from '../slate/week-key.js';
import {
  correctedPlayers,
  countEntrants,
  type EntrantsAsked,
  entrantsOfWeek,
  entrantsWithCards,
  type LeagueEntrant,
} from './entrant.sql.js';
import { LeagueBooks, type LeagueSeason } from './league-books.js';
import { basesOf, gamesThatLeft, jokersThatCount, weekHistory } from './week-history.js';

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
  private readonly counts = new RecentCounts();

  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly leagues: LeagueDirectory,
    private readonly books: LeagueBooks,
  ) {}

  /**
   * Returns the members' picks of locked games, of some members or by page where the request asks for it; cards without
   * such picks are listed empty.
   * @throws AppError `not-found` when the player does not belong to the league, `invalid-input` for an unknown cursor
   */
  async cards(
    league: string,
    player: string,
    { players, limit, after, ...asked }: WeekAsked & CardsAsked,
  ): Promise<CardsAnswer> {
    const season = await this.books.season(league, player, asked);
    const { week } = asked;
    const { epoch, head: seq } = season.position;
    const encoded = (content: LeagueContent): EncodedJson =>
      new EncodedJson({ league, week, epoch, seq, ...content } satisfies LeagueCards);
    const tag = `${epoch}:${seq}`;
    const { key } = season;
    if (key !== null && players === null && limit === undefined && after === undefined)
      return this.kept.get(`${league}/${weekPath({ ...key, week })}`, tag, async () => {
        const all = { league, players };
        const total = await this.count(this.db.manager, { ...key, week }, all);
        const content =
          total > MAX_PAGE_ROWS ? this.part(season, week, { players }) : this.everybody(season, week);
        return { json: encoded(await content), tag };
      });
    const json = encoded(await this.part(season, week, { players, limit, after }));
    return { json, tag: [tag, limit, after, players?.map(encodeURIComponent)].join(':') };
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
    const { key, league } = season;
    if (key === null) return NO_CARDS;
    const seen = await this.seen(key, week, (tx) => entrantsWithCards(tx, league, key, week));
    const columns = await this.books.columns(season);
    const counting = jokersThatCount(columns, week);
    const cards = await timeSliced(shownCards(seen, week, ({ id }) => counting.has(id)));
    const all = { cards, next: null, total: cards.length };
    return columns.members.length > LARGE_LEAGUE
      ? all
      : { ...all, bases: basesOf(columns, week, RULES[season.rules]) };
  }

  private async part(
    { league, key, rules }: LeagueSeason,
    week: number,
    { players, ...asked }: CardsAsked,
  ): Promise<LeagueContent> {
    const [after] = BY_NUMBER.after(asked) ?? [-1];
    if (key === null) return NO_CARDS;
    let of: Pick<LeagueContent, 'next' | 'total'> = NO_CARDS;
    const seen = await this.seen(key, week, async (tx) => {
      const total = await this.count(tx, { ...key, week }, { league, players });
      const size = pageSize(asked, total);
      const part = { league, players, after, limit: size + 1 };
      const found = await entrantsOfWeek(tx, { ...key, week }, part);
      const { rows, next } = BY_NUMBER.slice(found, size, ({ n }) => [n]);
      of = { next, total };
      // of the whole season: an earlier joker decides whether this week's counts
      return entrantsWithCards(
        tx,
        league,
        key,
        null,
        rows.map(({ id }) => id),
      );
    });
    const counts = ({ cards }: LeagueEntrant) => countedJokers(cards, RULES[rules]).has(week);
    return { cards: await timeSliced(shownCards(seen, week, counts)), ...of };
  }

  /** Number of members with a card for the week; of everybody it may be ten seconds old. */
  private count(
    tx: EntityManager,
    week: WeekKey,
    asked: Pick<EntrantsAsked, 'league' | 'players'>,
  ): Promise<number> {
    const count = (): Promise<number> => countEntrants(tx, week, asked);
    return asked.league === EVERYONE && asked.players === null
      ? this.counts.of(weekPath(week), count)
      : count();
  }

  private async seen(
    key: SeasonKey,
    week: number,
    entrantsIn: (tx: EntityManager) => Promise<readonly LeagueEntrant[]>,
  ): Promise<Seen> {
    // one snapshot: a pick must not be newer than the state of its game
    return this.db.transaction('REPEATABLE READ', async (tx): Promise<Seen> => {
      const { games } = await this.reader.week(key, week, tx);
      const shown = new Set(games.filter(picksShown).map((game) => game.id));
      const entrants = await entrantsIn(tx);
      return { shown, entrants, corrected: await correctedPlayers(tx, { ...key, week }) };
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

type LeagueContent = Pick<LeagueCards, 'cards' | 'bases' | 'next' | 'total'>;
const NO_CARDS: LeagueContent = { cards: [], next: null, total: 0 };

/** Which cards of a week are wanted. */
export interface CardsAsked extends PageQuery {
  /** Only those of these members, by id; null: all. */
  readonly players: readonly string[] | null;
}

/** Cursors of cards: the player's number. */
const BY_NUMBER = new Keyset(z.tuple([z.int32()]));

/** The visible part of a week's cards, as of one moment. */
interface Seen {
  readonly entrants: readonly LeagueEntrant[];
  /** Games whose picks may be seen. */
  readonly shown: ReadonlySet<string>;
  /** Players whose card was corrected by an admin. */
  readonly corrected: ReadonlySet<string>;
}

/** Returns the visible part of the entrants' cards of a week. @param jokerCounts whether the week's joker counts */
function* shownCards(
  { entrants, shown, corrected }: Seen,
  week: number,
  jokerCounts: (entrant: LeagueEntrant) => boolean,
): Steps<LeagueCards['cards']> {
  const cards: LeagueCards['cards'] = [];
  for (const entrant of entrants) {
    const card = entrant.cards.find((each) => each.week === week);
    if (card === undefined) continue;
    const { id } = entrant;
    const more = { jokerCounts: jokerCounts(entrant), ...(corrected.has(id) ? { corrected: true } : {}) };
    cards.push({ player: id, ...shownCard(card, shown), ...more });
    yield;
  }
  return cards;
}

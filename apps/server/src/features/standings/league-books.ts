import { Injectable } from '@nestjs/common';
import { type Game, LARGE_LEAGUE, type RulesName, type SeasonQuery } from '@sunday-live/contract';
import type { WeekCard } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import type { SeasonKey } from '../slate/week-key.js';
import { entrantsWithCards } from './entrant.sql.js';
import { SeasonBook } from './season-book.js';
import { SeasonBookKeeper } from './season-book-keeper.js';
import type { SeasonColumns, WeekVersion } from './season-columns.js';

/** A league's season: its key, its rules, and the position of the log at the request. */
export interface LeagueSeason {
  readonly league: string;
  readonly rules: RulesName;
  /** null before the feed was read for the first time */
  readonly key: SeasonKey | null;
  readonly position: Stream;
  /** Identifies this season at this position of the log: an equal tag means equal statistics. */
  readonly tag: string;
}

export interface CardsAndGames {
  readonly cards: readonly WeekCard[];
  readonly games: readonly Game[];
}

/** Provides cards and games of a league's season in columns, from which statistics and records are computed. */
@Injectable()
export class LeagueBooks {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly leagues: LeagueDirectory,
    private readonly keeper: SeasonBookKeeper,
  ) {}

  /**
   * Returns the requested season, or the newest one with cards.
   * @throws AppError `not-found` when the player does not belong to the league
   */
  async season(league: string, player: string, asked: SeasonQuery): Promise<LeagueSeason> {
    const rules = await this.leagues.rulesFor(league, player);
    if (rules === null) throw new AppError('not-found');
    const position = await this.log.stream();
    const key = await this.reader.asked(asked, 'played');
    const tag = [position.epoch, position.head, league, key?.season ?? 0, key?.seasonType ?? 0].join(':');
    return { league, rules, key, position, tag };
  }

  /**
   * Returns the season at its position of the log or later.
   * @param isKnown true for weeks whose values are not needed
   */
  async columns(
    { league, rules, key, position }: LeagueSeason,
    isKnown?: (version: WeekVersion) => boolean,
  ): Promise<SeasonColumns> {
    if (key === null) return new SeasonBook(0).columns('all', rules);
    const members = await this.leagues.memberNumbers(league);
    return (await this.of(league, members, key, position)).columns(members, rules, isKnown);
  }

  /**
   * The book of a season from which a league's tables are read: one of everybody, or, for a league of some people, one of its own.
   * @param members as `LeagueDirectory.memberNumbers` gives them
   */
  async of(
    league: string,
    members: readonly number[] | 'all',
    key: SeasonKey,
    position: Stream,
  ): Promise<SeasonBook> {
    if (members !== 'all' && members.length <= LARGE_LEAGUE) return this.small(league, key);
    return (await this.keeper.of(key, position))?.book ?? new SeasonBook(0);
  }

  /**
   * Returns a member's own cards of the season and all its games, as of one moment; no cards for a player who is not a
   * member.
   */
  async cardsOf({ league, key }: LeagueSeason, player: string): Promise<CardsAndGames> {
    if (key === null) return { cards: [], games: [] };
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const [entrant] = await entrantsWithCards(tx, league, key, null, [player]);
      const games = (await this.reader.weeks(key, tx)).flatMap((week) => week.games.map(toGame));
      return { cards: entrant?.cards ?? [], games };
    });
  }

  /** Loads only the members' cards: a small league does not need those of all players. */
  private async small(league: string, key: SeasonKey): Promise<SeasonBook> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const entrants = await entrantsWithCards(tx, league, key, null);
      const book = new SeasonBook(entrants.length);
      for (const { games } of await this.reader.weeks(key, tx)) {
        for (const game of games) {
          book.setGame(toGame(game));
          if (picksShown(game)) book.lock([game.id]);
        }
      }
      for (const { cards, ...player } of entrants) {
        book.setPlayer(player);
        for (const card of cards) book.setCard(player.id, card.week, card);
      }
      return book;
    });
  }
}

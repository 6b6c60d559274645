import { Injectable } from '@nestjs/common';
import type { Game, RulesName } from '@sunday-live/contract';
import { RULES, seasonStandings, type WeekCard } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { shownCard } from '../calendar/game-locks.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateReader } from '../slate/slate-reader.js';
import { type StoredGame, toGame } from '../slate/stored-game.js';
import type { SeasonKey } from '../slate/week-key.js';
import type { LeagueEntrant } from './entrant.sql.js';
import { leaguePlaces, leaguePlayers, leagueSize, seasonsPlayed } from './league-season.sql.js';

export interface SeasonGame extends Game {
  /** As the feed wrote it: `KC -3.5`; absent where it is unknown. */
  readonly odds: string | null;
  /** Its picks are locked for good. */
  readonly locked: boolean;
}

/** A player of a league, with the visible part of the season's cards. */
export interface SeasonPlayer extends Pick<LeagueEntrant, 'n' | 'id' | 'name' | 'team'> {
  readonly cards: readonly WeekCard[];
}

/** A player's result in an earlier season. */
export interface EarlierResult {
  readonly points: number;
  readonly right: number;
  readonly played: number;
  readonly rank: number;
}

/** A league's season at one moment. */
export interface LeagueSeasonView {
  readonly games: readonly SeasonGame[];
  readonly players: readonly SeasonPlayer[];
  /** Number of all players when these are a sample, otherwise null. */
  readonly sampledFrom: number | null;
  readonly past: readonly { readonly season: number; readonly results: Record<string, EarlierResult> }[];
}

/** A larger league is represented by a sample of this size. */
const MOST_PLAYERS = 200;
const PAST_SEASONS = 10;

/** Reads a whole season of a league, as its members may see it. */
@Injectable()
export class LeagueSeasonService {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
  ) {}

  /** Returns the years with known games, latest first. */
  async seasons(seasonType: number): Promise<number[]> {
    return seasonsPlayed(this.db.manager, seasonType);
  }

  /** @param always players who are included in any sample */
  async read(
    league: string,
    rules: RulesName,
    season: SeasonKey,
    always: readonly string[],
  ): Promise<LeagueSeasonView> {
    // one snapshot: a pick must not be newer than the state of its game
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const games = await this.games(tx, season);
      const size = await leagueSize(tx, league);
      const most = size > MOST_PLAYERS ? MOST_PLAYERS : null;
      const players = await leaguePlayers(tx, league, season, always, most);
      const past = await this.past(tx, most === null ? null : league, players, rules, season);
      return {
        games: games.map((game) => ({
          ...toGame(game),
          odds: game.facts.odds ?? null,
          locked: picksShown(game),
        })),
        players: shownTo(players, games),
        sampledFrom: most === null ? null : size,
        past,
      };
    });
  }

  /** @param sampled the league of which these players are a sample: their ranks are those in the whole league */
  private async past(
    tx: EntityManager,
    sampled: string | null,
    players: readonly LeagueEntrant[],
    rules: RulesName,
    { season, seasonType }: SeasonKey,
  ): Promise<LeagueSeasonView['past']> {
    const earlier = (await seasonsPlayed(tx, seasonType)).filter((year) => year < season);
    const found: { season: number; results: Record<string, EarlierResult> }[] = [];
    for (const year of earlier.slice(0, PAST_SEASONS)) {
      const key = { season: year, seasonType };
      const games = await this.games(tx, key);
      const ids = players.map(({ id }) => id);
      const entrants = (await leaguePlayers(tx, '', key, ids, null)).filter(({ cards }) => cards.length > 0);
      const idOf = new Map(entrants.map(({ n, id }) => [n, id]));
      const rows = seasonStandings(shownTo(entrants, games), games.map(toGame), RULES[rules]);
      const places = sampled === null ? null : await leaguePlaces(tx, sampled, key, rules, ids);
      const results = rows.map(({ n, points, right, counted, rank }) => {
        const id = idOf.get(n) ?? '';
        return [id, { points, right, played: counted, rank: places?.get(id) ?? rank }];
      });
      if (results.length > 0) found.push({ season: year, results: Object.fromEntries(results) });
    }
    return found;
  }

  private async games(tx: EntityManager, season: SeasonKey): Promise<StoredGame[]> {
    const weeks = await this.reader.weeks(season, tx);
    return weeks.flatMap(({ games }) => games);
  }
}

/** Removes the parts of cards that others may not see yet; empty cards are omitted. */
function shownTo(players: readonly LeagueEntrant[], games: readonly StoredGame[]): SeasonPlayer[] {
  const shown = new Set(games.filter(picksShown).map(({ id }) => id));
  return players.map(({ n, id, name, team, cards }) => ({
    n,
    id,
    name,
    team,
    cards: cards
      .map((card) => ({ week: card.week, ...shownCard(card, shown) }))
      .filter(({ picks }) => Object.keys(picks).length > 0),
  }));
}

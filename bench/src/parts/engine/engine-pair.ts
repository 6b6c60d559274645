import {
  DEFAULT_RULES,
  EMPTY_BASE,
  type GameState,
  RULES,
  type Side,
  StandingsEngine,
} from '@sunday-live/scoring';
import { randomFrom } from '@sunday-live/testing';
import { ownCpuMs } from '../../harness/cpu.js';
import { ObjectStandings } from './object-standings.js';

const GAMES = 16;
const WEEK = 8;

/** The same players, cards and games in the engine and in objects. */
export class EnginePair {
  private readonly engine: StandingsEngine;
  private readonly objects = new ObjectStandings();
  private readonly ranks: Uint32Array;
  private readonly games: GameState[] = [];

  constructor(readonly players: number) {
    const random = randomFrom(players);
    this.engine = new StandingsEngine(RULES[DEFAULT_RULES], { capacity: players });
    this.ranks = new Uint32Array(players);
    for (let index = 0; index < GAMES; index += 1) {
      const game = {
        ...newGame(index),
        awayScore: Math.floor(random() * 30),
        homeScore: Math.floor(random() * 30),
      };
      this.games.push(game);
      this.engine.setGame(game, index < 13);
    }
    for (let n = 0; n < players; n += 1) this.addPlayer(n, random);
    for (const [index, game] of this.games.entries()) this.objects.update(index, game);
  }

  /** The next score of the game: seven points for either team in turn. */
  nextScore(step: number): { index: number; game: GameState } {
    const index = step % GAMES;
    const game = this.games[index] ?? newGame(index);
    const home = step % 3 === 0;
    const scored = {
      ...game,
      homeScore: (game.homeScore + (home ? 7 : 0)) % 70,
      awayScore: (game.awayScore + (home ? 0 : 7)) % 70,
    };
    this.games[index] = scored;
    return { index, game: scored };
  }

  /** Milliseconds of CPU that the engine takes for one score: totals of all scopes, ranks of the week. */
  timeEngine(game: GameState): number {
    const start = ownCpuMs();
    this.engine.setGame(game);
    this.engine.rank('week', 'all', this.ranks);
    return ownCpuMs() - start;
  }

  /** Milliseconds of CPU that ranking the day and the season takes on top of it. */
  timeOtherScopes(): number {
    const start = ownCpuMs();
    this.engine.rank('day', 'all', this.ranks);
    this.engine.rank('season', 'all', this.ranks);
    return ownCpuMs() - start;
  }

  /** Milliseconds of CPU that objects take for the same score and ranks of the week. */
  timeObjects(index: number, game: GameState): number {
    const start = ownCpuMs();
    this.objects.update(index, game);
    return ownCpuMs() - start;
  }

  /** Throws unless both say the same of everybody. */
  compare(): void {
    this.engine.rank('week', 'all', this.ranks);
    for (let n = 0; n < this.players; n += 1) {
      const same =
        this.ranks[n] === this.objects.rankOf(n) &&
        this.engine.pointsOf('week', n) === this.objects.pointsOf(n);
      if (!same) throw new Error(`engine and objects disagree about player ${n}`);
    }
  }

  private addPlayer(n: number, random: () => number): void {
    const home = this.games.map(() => random() < 0.5);
    const banker = Math.floor(random() * GAMES);
    home[banker] = false;
    const picks: Record<string, Side> = {};
    for (const [index, { id }] of this.games.entries()) picks[id] = home[index] ? 'home' : 'away';
    const card = { picks, banker: this.games[banker]?.id ?? null, joker: false };
    this.engine.setPlayer(n, { name: `Player ${n}`, card, base: EMPTY_BASE });
    this.objects.add(n, home, banker);
  }
}

function newGame(index: number): GameState {
  const teams = { away: `A${index}`, home: `H${index}` };
  return { id: `g${index}`, week: WEEK, ...teams, awayScore: 0, homeScore: 0, state: 'in' };
}

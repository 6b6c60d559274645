import { SCOPES, TOP_ROWS } from '@sunday-live/contract';
import {
  changedRows,
  DEFAULT_RULES,
  EMPTY_BASE,
  type GameState,
  type Members,
  type Row,
  RULES,
  type Scope,
  type Side,
  StandingsEngine,
} from '@sunday-live/scoring';
import { randomFrom } from '@sunday-live/testing';
import { ownCpuMs } from '../../harness/cpu.js';

const GAMES = 16;
const WEEK = 8;

/** A league of which the first rows and the spread travel, in the way of the server's large leagues. */
class TopTable {
  private readonly told = new Map<Scope, Row[]>();

  constructor(private readonly members: Members) {}

  frame(engine: StandingsEngine, game: GameState): string {
    const scopes: Partial<Record<Scope, Row[]>> = {};
    const spread: Partial<Record<Scope, readonly (readonly [number, number])[]>> = {};
    for (const scope of SCOPES) {
      const top = engine.top(scope, this.members, TOP_ROWS);
      const { rows } = changedRows(this.told.get(scope) ?? [], top);
      this.told.set(scope, top);
      scopes[scope] = rows;
      spread[scope] = engine.histogram(scope, this.members);
    }
    return JSON.stringify({ games: [game], scopes, spread });
  }
}

/** A league whose changed rows are all sent; the rows sent last are kept. */
class FullTable {
  private readonly ranks: Uint32Array;
  private readonly told: Record<Scope, Row[]>;

  constructor(private readonly members: Uint32Array) {
    this.ranks = new Uint32Array(members.length);
    const untold = () => [...members].map((n): Row => [n, 0, 0]);
    this.told = { day: untold(), week: untold(), season: untold() };
  }

  frame(engine: StandingsEngine, game: GameState): string {
    const scopes: Partial<Record<Scope, Row[]>> = {};
    for (const scope of SCOPES) {
      engine.rank(scope, this.members, this.ranks);
      scopes[scope] = this.told[scope].filter((row, i) => {
        const [n, rank, points] = row;
        row[1] = this.ranks[i] ?? 0;
        row[2] = engine.pointsOf(scope, n);
        return row[1] !== rank || row[2] !== points;
      });
    }
    return JSON.stringify({ games: [game], scopes });
  }
}

/** Everybody in one league, and many small leagues among them, all watched on this node. */
export class Crowd {
  private readonly engine: StandingsEngine;
  private readonly everyone = new TopTable('all');
  private readonly leagues: FullTable[];
  private readonly games: GameState[];

  constructor(players: number, leagues: number, membersEach: number) {
    const random = randomFrom(players);
    this.engine = new StandingsEngine(RULES[DEFAULT_RULES], { capacity: players });
    this.games = Array.from({ length: GAMES }, (_, index) => newGame(index, random));
    for (const [index, game] of this.games.entries()) this.engine.setGame(game, index < 13);
    for (let n = 0; n < players; n += 1) this.addPlayer(n, random);
    this.leagues = Array.from(
      { length: leagues },
      () => new FullTable(Uint32Array.from({ length: membersEach }, () => Math.floor(random() * players))),
    );
    this.score(0);
  }

  /** A touchdown: folds it and encodes the frame of every league. @returns milliseconds of CPU of each */
  score(step: number): { fold: number; everyone: number; leagues: number } {
    const index = step % GAMES;
    const before = this.games[index] ?? newGame(index, () => 0);
    const game = { ...before, homeScore: (before.homeScore + 7) % 70 };
    this.games[index] = game;
    const start = ownCpuMs();
    this.engine.setGame(game);
    const folded = ownCpuMs();
    this.everyone.frame(this.engine, game);
    const told = ownCpuMs();
    for (const league of this.leagues) league.frame(this.engine, game);
    return { fold: folded - start, everyone: told - folded, leagues: ownCpuMs() - told };
  }

  private addPlayer(n: number, random: () => number): void {
    const picks: Record<string, Side> = {};
    for (const { id } of this.games) picks[id] = random() < 0.5 ? 'home' : 'away';
    const road = this.games.find(({ id }) => picks[id] === 'away' && random() < 0.3);
    const card = { picks, banker: road?.id ?? null, joker: false };
    const base = {
      ...EMPTY_BASE,
      points: Math.floor(random() * 900),
      right: Math.floor(random() * 90),
      cards: 7,
    };
    this.engine.setPlayer(n, { name: `Player ${n}`, card, base });
  }
}

function newGame(index: number, random: () => number): GameState {
  const scores = { awayScore: Math.floor(random() * 30), homeScore: Math.floor(random() * 30) };
  return { id: `g${index}`, week: WEEK, away: `A${index}`, home: `H${index}`, ...scores, state: 'in' };
}

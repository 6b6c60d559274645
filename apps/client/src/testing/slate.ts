import type {
  Cause,
  Delta,
  Game,
  History,
  HistoryEvent,
  LivePlayer,
  Row,
  Snapshot,
} from '@sunday-live/contract';
import { competitionRanks } from '@sunday-live/scoring';
import type { CountedCard, Picks } from '../http/queries.js';
import { applyFrame, type Frame, type LiveState } from '../live/apply-frame.js';

/** Slates, frames and states for tests, with plausible defaults. */
export function aGame(changes: Partial<Game> = {}): Game {
  return {
    id: 'g1',
    season: 2024,
    week: 8,
    kickoff: '2024-10-27T17:00:00Z',
    away: 'CHI',
    home: 'WSH',
    awayScore: 0,
    homeScore: 0,
    state: 'pre',
    detail: '',
    period: 0,
    clock: '0:00',
    leader: null,
    rev: 1,
    ...changes,
  };
}

export function aPlayer(n: number, changes: Partial<LivePlayer> = {}): LivePlayer {
  return { n, id: `p${n}`, name: `Player ${n}`, team: null, joker: false, ...changes };
}

export function aCard(picks: Picks['picks'], changes: Partial<Picks> = {}): Picks {
  return { picks, banker: null, joker: false, ...changes };
}

/** Returns a card as standings count it, with its joker if it has one. */
export function aCountedCard(picks: Picks['picks'], changes: Partial<CountedCard> = {}): CountedCard {
  return { ...aCard(picks, changes), jokerCounts: changes.jokerCounts ?? changes.joker ?? false };
}

export function aSnapshot(changes: Partial<Snapshot> = {}): Frame & { type: 'snapshot' } {
  return {
    type: 'snapshot',
    league: 'sofa',
    epoch: 'e1',
    seq: 0,
    serverTime: '2024-10-27T17:00:00Z',
    slate: { season: 2024, type: 'regular', week: 8, day: '2024-10-27' },
    games: [aGame()],
    players: [aPlayer(0), aPlayer(1)],
    scopes: { day: rows([0, 0]), week: rows([0, 0]), season: rows([0, 0]) },
    announcements: [],
    feed: { state: 'ok', asOf: '2024-10-27T17:00:00Z' },
    ...changes,
  };
}

export function aDelta(seq: number, changes: Partial<Delta> = {}): Frame & { type: 'delta' } {
  return {
    type: 'delta',
    league: 'sofa',
    epoch: 'e1',
    from: seq,
    seq,
    at: '2024-10-27T18:00:00Z',
    games: [],
    scopes: {},
    ...changes,
  };
}

/** Returns an event of a week's log: the game after it, with the cause if there is one. */
export function aHistoryEvent(seq: number, at: string, game: Game, kind?: Cause['kind']): HistoryEvent {
  return { seq, at, games: [game], ...(kind ? { cause: { game: game.id, kind } } : {}) };
}

export function aHistory(events: readonly HistoryEvent[]): History {
  const seq = events.at(-1)?.seq ?? 0;
  return {
    league: 'sofa',
    season: 2024,
    type: 'regular',
    week: 8,
    epoch: 'e1',
    seq,
    games: [aGame()],
    events: [...events],
  };
}

export function aState(changes: Partial<Snapshot> = {}): LiveState {
  const state = applyFrame(null, aSnapshot(changes));
  if (!state) throw new Error('a snapshot always applies');
  return state;
}

/**
 * Returns the part of the state that must not depend on the way to a position. `cardsFrom` does depend on it.
 */
export function tableOf(state: LiveState | null): unknown {
  return state && { ...state, cardsFrom: null };
}

/** Returns ranked rows of players 0, 1, … with these points. */
export function rows(points: readonly number[]): Row[] {
  const ordered = points.map((value, n) => ({ n, value })).sort((a, b) => b.value - a.value || a.n - b.n);
  const ranks = competitionRanks(ordered, (a, b) => a.value === b.value);
  return ordered.map(({ n, value }, i) => [n, ranks[i] ?? 0, value]);
}

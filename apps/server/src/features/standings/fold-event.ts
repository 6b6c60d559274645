import type { Cause, Game } from '@sunday-live/contract';
import { EMPTY_BASE } from '@sunday-live/scoring';
import type { SlateEvent } from '../slate/slate-event.js';
import {
  enterPlayer,
  followDay,
  followLocks,
  type NodePlayer,
  type NodeState,
  otherWeeks,
  weekBit,
} from './node-state.js';

/** What an event did to the node's state. */
export interface Folded {
  /** Games of the current week that changed. */
  readonly games: readonly Game[];
  /** Numbers of players who are new or shown differently. */
  readonly players: readonly number[];
  readonly cause: Cause | null;
  /** The state must be read again: the event changes more than can be folded (another week, another week's results). */
  readonly reload: boolean;
}

const NOTHING: Folded = { games: [], players: [], cause: null, reload: false };
const RELOAD: Folded = { ...NOTHING, reload: true };

/**
 * Folds the next event of the log into the state. Values are absolute, so folding an event again changes nothing. An event
 * that asks for a reload changes nothing either: the state still stands before it.
 * The caller sees to it that events come in order.
 */
export function foldEvent(state: NodeState, event: SlateEvent): Folded {
  const folded = foldBody(state, event);
  if (!folded.reload) state.seq = event.seq;
  return folded;
}

function foldBody(state: NodeState, event: SlateEvent): Folded {
  const { body } = event;
  switch (body.kind) {
    case 'games':
      return foldGames(state, event, body);
    case 'week':
      return RELOAD;
    case 'results':
      return NOTHING;
    case 'lock':
      return foldLock(state, event, body.games);
    case 'card':
      return foldCard(state, event, body);
    case 'player':
      return foldPlayer(state, body.player);
    case 'player-removed':
      return removePlayer(state, event.seq, body);
    case 'member':
      return { ...NOTHING, players: [body.n] };
    case 'member-left':
    case 'announcement':
      state.barrier = event.seq;
      return NOTHING;
  }
}

type Body<K extends SlateEvent['body']['kind']> = Extract<SlateEvent['body'], { kind: K }>;

function foldGames(state: NodeState, event: SlateEvent, body: Body<'games'>): Folded {
  const { season } = state;
  if (season === null || event.season !== season.season || body.seasonType !== season.seasonType)
    return NOTHING;
  if (event.week !== season.week) {
    const counts = [...body.games, ...body.before].some(
      (game) => game.state === 'in' || game.state === 'post',
    );
    const moved = body.before.some((game) => state.games.has(game.id));
    return moved || (counts && hasCards(state)) ? { ...RELOAD, cause: body.cause ?? null } : NOTHING;
  }
  const moved = body.games.some((game) => state.games.get(game.id)?.state !== game.state);
  for (const game of body.games) state.games.set(game.id, game);
  if (!followDay(state)) {
    for (const engine of state.engines.values()) for (const game of body.games) engine.setGame(game);
  }
  const players = moved ? followLocks(state) : [];
  return { ...NOTHING, games: body.games, players, cause: body.cause ?? null };
}

function hasCards(state: NodeState): boolean {
  for (const player of state.players.values()) if (player.weeks !== 0) return true;
  return false;
}

function foldLock(state: NodeState, { season, week }: SlateEvent, games: readonly string[]): Folded {
  const here = season === state.season?.season;
  // a joker of an earlier week counts from now on, and the first of the season may be another one
  if (here && week !== null && week < (state.season?.week ?? 0)) return hasCards(state) ? RELOAD : NOTHING;
  for (const id of games) if (state.games.has(id)) state.locked.add(id);
  return { ...NOTHING, players: followLocks(state) };
}

function foldCard(state: NodeState, event: SlateEvent, body: Body<'card'>): Folded {
  const { season } = state;
  const player = state.players.get(body.player);
  if (season === null || player === undefined || event.week === null) return NOTHING;
  if (event.season !== season.season || body.seasonType !== season.seasonType) return NOTHING;
  if (event.week < season.week) return RELOAD;
  if (body.card === null) state.barrier = event.seq;
  const weeks = body.card === null ? player.weeks & ~weekBit(event.week) : player.weeks | weekBit(event.week);
  const cards = otherWeeks(weeks, season.week);
  const bases = new Map([...player.bases].map(([rules, base]) => [rules, { ...base, cards }] as const));
  const card = event.week === season.week ? body.card : player.card;
  enterPlayer(state, { ...player, card, weeks, bases });
  return { ...NOTHING, players: [player.n] };
}

function foldPlayer(state: NodeState, seen: Body<'player'>['player']): Folded {
  const known = state.players.get(seen.id);
  const player: NodePlayer = known
    ? { ...known, name: seen.name, team: seen.team }
    : { ...seen, card: null, weeks: 0, bases: emptyBases(state) };
  enterPlayer(state, player);
  return { ...NOTHING, players: [seen.n] };
}

function emptyBases(state: NodeState): NodePlayer['bases'] {
  return new Map([...state.engines.keys()].map((rules) => [rules, EMPTY_BASE]));
}

function removePlayer(state: NodeState, seq: number, body: Body<'player-removed'>): Folded {
  state.barrier = seq;
  state.players.delete(body.player);
  state.lockedJokers.delete(body.player);
  state.byNumber.delete(body.n);
  for (const engine of state.engines.values()) engine.removePlayer(body.n);
  return NOTHING;
}

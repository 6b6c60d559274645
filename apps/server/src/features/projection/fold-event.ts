import type { Cause, Game } from '@sunday-live/contract';
import { type GameMove, gameMoves, teamsChanged } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { foldOtherGame } from './fold-other-game.js';
import {
  checkGame,
  countedCard,
  enterCard,
  enterPlayer,
  followDay,
  followLocks,
  type NodeState,
  renewBase,
} from './node-state.js';
import { weekBit } from './season-cards.js';

/** Effects of an event on the node's state. */
export interface Folded {
  /** Games of the current week that changed. */
  readonly games: readonly Game[];
  /** Numbers of players who are new, or whose name or team changed. */
  readonly players: readonly number[];
  /** Numbers of players who lose a row in some standings. Deltas cannot remove rows. */
  readonly unlisted: readonly number[];
  readonly cause: Cause | null;
  /** Totals of the season's other weeks changed. */
  readonly bases: boolean;
  /** The visible part of cards changed: picks locked, or a locked card was corrected. */
  readonly cards: boolean;
  /** The state must be loaded again: the event changes more than can be folded (another week, a game that moves). */
  readonly reload: boolean;
}

const NOTHING: Folded = {
  games: [],
  players: [],
  unlisted: [],
  cause: null,
  bases: false,
  cards: false,
  reload: false,
};
export const RELOAD: Folded = { ...NOTHING, reload: true };

/**
 * Folds the next event of the log into the state. Values are absolute, so folding an event twice changes nothing. An
 * event that asks for a reload leaves the state as it was before it. The caller must pass events in order.
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
      return foldLock(state, event, body);
    case 'card':
      return foldCard(state, event, body);
    case 'player':
      return foldPlayer(state, body.player);
    case 'player-removed':
      return removePlayer(state, event.seq, body);
    case 'member':
      return { ...NOTHING, players: [body.n] };
    case 'member-left':
      return unlist(state, event.seq, body.n);
    case 'announcement':
      state.barrier = event.seq;
      return NOTHING;
    case 'unreadable':
      return foldUnreadable(state, body);
  }
}

type Body<K extends SlateEvent['body']['kind']> = Extract<SlateEvent['body'], { kind: K }>;

/**
 * Folds games of the current week, and adds games of other weeks to the players' totals. Asks for a reload when a game
 * enters, leaves or changes its week in the season, because only the database knows whether it is locked there, and
 * when sides were exchanged, because its picks were exchanged too.
 */
function foldGames(state: NodeState, event: SlateEvent, body: Body<'games'>): Folded {
  const { season } = state;
  if (season === null) return NOTHING;
  const moves = gameMoves(event, body);
  const cause = body.cause ?? null;
  if (moves.some((move) => changesWeek(state, move) || turnsJokers(state, move) || teamsChanged(move)))
    return { ...RELOAD, cause };
  const ours = moves.filter(
    ({ now }) => now.season === season.season && now.seasonType === season.seasonType,
  );
  for (const { game } of ours) checkGame(state, game);
  const games = ours.filter(({ now }) => now.week === season.week).map(({ game }) => game);
  const started = games.some((game) => state.games.get(game.id)?.state !== game.state);
  if (games.length > 0) setGames(state, games);
  let bases = false;
  for (const { game, now } of ours) {
    if (now.week === season.week) continue;
    const before = state.cards.setGame(now.week, game);
    if (game.state === 'in' || game.state === 'post') state.cards.begun.add(now.week);
    bases = foldOtherGame(state, now.week, before, game) || bases;
  }
  const { size } = state.locked;
  const players = started ? followLocks(state) : [];
  const cards = bases || players.length > 0 || state.locked.size !== size;
  return { ...NOTHING, games, players, bases, cards, cause: games.length > 0 || bases ? cause : null };
}

/** Returns true when a game that was or is in this season changes its week. */
function changesWeek(state: NodeState, { game, now, before }: GameMove): boolean {
  const { season } = state;
  if (season === null) return false;
  const ours = now.season === season.season && now.seasonType === season.seasonType;
  const known = state.games.has(game.id) ? season.week : state.cards.weekOfGame(game.id);
  return known === null ? ours && before !== null : !ours || known !== now.week;
}

/**
 * Returns true when a game of another week starts or is called off, and somebody has a joker in that week: the joker
 * may lock or open.
 */
function turnsJokers({ season, cards }: NodeState, { game, now }: GameMove): boolean {
  if (season === null || now.season !== season.season || now.seasonType !== season.seasonType) return false;
  const before = now.week === season.week ? game : cards.games.get(now.week)?.get(game.id);
  return before?.state !== game.state && cards.jokerWeeks.has(now.week);
}

function setGames(state: NodeState, games: readonly Game[]): void {
  for (const game of games) state.games.set(game.id, game);
  if (followDay(state)) return;
  for (const engine of state.engines.values()) for (const game of games) engine.setGame(game);
}

/**
 * Ignores an unknown kind, which changes nothing that this version shows. For an unknown shape of a known kind it asks
 * for a reload.
 */
function foldUnreadable(state: NodeState, { name, known }: Body<'unreadable'>): Folded {
  const reason = known
    ? 'not in a form that this version reads'
    : 'of a kind that this version does not know';
  state.leftOut.push({ what: 'event', id: name, reason });
  return known ? RELOAD : NOTHING;
}

function foldLock(
  state: NodeState,
  { season, week }: SlateEvent,
  { seasonType, games }: Body<'lock'>,
): Folded {
  const { cards, season: current } = state;
  if (current === null || (seasonType !== undefined && seasonType !== current.seasonType)) return NOTHING;
  if (season === current.season && week !== null && week !== current.week) {
    cards.begun.add(week);
    // jokers of that week count from now on, and may replace the season's first joker
    return cards.jokerWeeks.has(week) ? RELOAD : NOTHING;
  }
  for (const id of games) if (state.games.has(id)) state.locked.add(id);
  return { ...NOTHING, players: followLocks(state), cards: true };
}

function foldCard(state: NodeState, { seq, season: year, week }: SlateEvent, body: Body<'card'>): Folded {
  const { season } = state;
  if (season === null || week === null) return NOTHING;
  if (year !== season.season || body.seasonType !== season.seasonType) return NOTHING;
  const player = state.players.get(body.player);
  // no save may be lost: if the player's own event is missing, load the player from the database
  if (player === null) return RELOAD;
  const { n } = player;
  const current = week === season.week;
  const { cards } = state;
  const joker = body.card?.joker === true || (cards.jokersOf(n) & weekBit(week)) !== 0;
  // once a game of another week is locked, only the database knows whether the joker of that week is
  if (!current && joker && cards.begun.has(week)) return RELOAD;
  const card = body.card && countedCard(state, player.id, week, body.card);
  const unlisted = card === null ? unlist(state, seq, n) : NOTHING;
  const before = shownOf(state, n);
  const jokers = cards.jokersOf(n);
  // an open joker of another week never counts
  cards.setCard(n, week, card, current && card?.joker === true);
  // the totals of other weeks change only by a card of a week that has begun, or when a joker replaces one of theirs
  if ((!current && cards.begun.has(week)) || cards.jokersOf(n) !== jokers) renewBase(state, n);
  enterCard(state, player);
  const seen = current ? before !== shownOf(state, n) : cards.begun.has(week);
  return { ...unlisted, players: [n], cards: seen };
}

/**
 * Returns what others may see of a player's card of the current week, as text for comparison; nothing is visible before
 * the first lock.
 */
function shownOf({ cards, games, locked, lockedJokers }: NodeState, n: number): string {
  const card = cards.ofWeek(cards.current).get(n);
  if (locked.size === 0 || card === null) return '';
  const { shown } = cards.locks(games.values(), locked);
  const banker = card.banker !== null && (shown >>> card.banker) & 1 ? card.banker : null;
  return [card.has & shown, card.home & shown, banker, lockedJokers.has(n)].join();
}

function foldPlayer(state: NodeState, seen: Body<'player'>['player']): Folded {
  const known = state.players.get(seen.id);
  enterPlayer(state, known === null ? seen : { ...known, name: seen.name, team: seen.team });
  return { ...NOTHING, players: [seen.n] };
}

function removePlayer(state: NodeState, seq: number, body: Body<'player-removed'>): Folded {
  const unlisted = unlist(state, seq, body.n);
  state.lockedJokers.delete(body.n);
  state.cards.remove(body.n);
  renewBase(state, body.n);
  state.players.remove(body.n);
  for (const engine of state.engines.values()) engine.removePlayer(body.n);
  return unlisted;
}

/** Reports that rows of this player disappear. A player without a card has no rows. */
function unlist(state: NodeState, seq: number, n: number): Folded {
  if (!state.players.includes(n) || state.cards.weeksOf(n) === 0) return NOTHING;
  state.barrier = seq;
  return { ...NOTHING, unlisted: [n] };
}

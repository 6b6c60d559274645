import type { Game, RulesName } from '@sunday-live/contract';
import {
  addTotals,
  baseOf,
  type CardPicks,
  cardProblem,
  currentGameDay,
  EMPTY_BASE,
  type GameDay,
  isJokerLockedIn,
  isScore,
  noTotals,
  playerProblem,
  RULES,
  type Rules,
  type SeasonBase,
  StandingsEngine,
  type Totals,
  type WeekCard,
} from '@sunday-live/scoring';
import { PlayerList } from '../slate/player-list.js';
import type { EventPlayer } from '../slate/slate-event.js';
import type { SeasonState } from '../slate/slate-reader.js';
import { weekWords } from '../slate/week-key.js';
import { BaseColumns, SeasonCards, weekBit } from './season-cards.js';

/** Everything that standings depend on, at one position of the log. */
export interface NodeState {
  epoch: string;
  seq: number;
  season: SeasonState | null;
  /** Games of the current week. */
  games: Map<string, Game>;
  /** Games of the current week that are locked or have started. */
  locked: Set<string>;
  /** Numbers of players whose joker of the current week is locked. Other jokers of the week neither count nor are shown. */
  lockedJokers: Set<number>;
  day: GameDay | null;
  readonly players: PlayerList;
  engines: Map<RulesName, StandingsEngine>;
  /** Totals of the season's other weeks, by rules in use. */
  readonly bases: ReadonlyMap<RulesName, BaseColumns>;
  /** Last position whose effect cannot be expressed as changed rows: clients before it need a snapshot. */
  barrier: number;
  /** Every card of the season, and the games of its other weeks. */
  readonly cards: SeasonCards;
  /** Stored data that could not be counted since the list was last emptied. */
  readonly leftOut: LeftOut[];
}

/** Stored data that the standings omit. */
export interface LeftOut {
  readonly what: 'card' | 'player' | 'game' | 'event';
  /** Identifies the data; the same id is reported once. */
  readonly id: string;
  readonly reason: string;
}

/** Returns an empty state. @param rules the rules of the leagues that are watched on this node */
export function emptyState(
  at: Pick<NodeState, 'epoch' | 'seq' | 'season' | 'barrier'>,
  rules: Iterable<RulesName>,
): NodeState {
  const names = [...rules];
  return {
    ...at,
    games: new Map(),
    locked: new Set(),
    lockedJokers: new Set(),
    day: null,
    players: new PlayerList(),
    engines: new Map(names.map((name) => [name, new StandingsEngine(RULES[name])])),
    bases: new Map(names.map((name) => [name, new BaseColumns()])),
    cards: new SeasonCards(at.season?.week ?? 0),
    leftOut: [],
  };
}

/** Adds a player, or a new name or team of a known one, with the stored cards. */
export function enterPlayer(state: NodeState, player: EventPlayer): void {
  state.players.set(player);
  enterCard(state, player);
}

/**
 * Passes a player's card and totals to every engine, without a joker that can still change. If the totals do not fit,
 * the player is added without card and totals.
 */
export function enterCard(state: NodeState, { n, id, name }: EventPlayer): void {
  const joker = hasLockedJoker(state, n);
  if (joker) state.lockedJokers.add(n);
  else state.lockedJokers.delete(n);
  const stored = cardOf(state, n);
  const card = stored && { ...stored, joker };
  for (const [rules, engine] of state.engines) {
    const base = seasonBase(state, rules, n);
    const problem = playerProblem(n, base);
    if (problem !== null) state.leftOut.push({ what: 'player', id: `${id} (${rules})`, reason: problem });
    engine.setPlayer(n, problem === null ? { name, card, base } : { name, card: null, base: EMPTY_BASE });
  }
}

/** Passes every player's card and totals to every engine; equals `enterCard` of each. */
export function enterAll(state: NodeState): void {
  const { cards, players, lockedJokers } = state;
  renewBases(state);
  const ofWeek = cards.ofWeek(cards.current);
  const { count } = players;
  const names = Array.from({ length: count }, (_, n) => players.at(n)?.name);
  const jokers = ofWeek.lockedJokers(cards.locks(state.games.values(), state.locked), count);
  const others = new Uint8Array(count);
  const earlierJokers = new Uint8Array(count);
  const current = weekBit(cards.current);
  lockedJokers.clear();
  for (let n = 0; n < count; n += 1) {
    if (jokers[n] === 1) lockedJokers.add(n);
    if ((cards.weeksOf(n) & ~current) !== 0) others[n] = 1;
    earlierJokers[n] = bitCount(cards.jokersOf(n) & (current - 1));
  }
  for (const [rules, engine] of state.engines) {
    const bases = state.bases.get(rules) ?? new BaseColumns();
    engine.setPlayers({ names, cards: ofWeek, jokers, bases: bases.totals, others, earlierJokers });
    for (let n = 0; n < count; n += 1) if (playerProblem(n, bases.get(n)) !== null) enterNumber(state, n);
  }
}

/** Returns a player's card of the current week, open joker included; null without one. */
export function cardOf({ cards }: NodeState, n: number): WeekCard | null {
  return cards.card(n, cards.current);
}

/** Returns a player's totals of all weeks except the current one. */
export function seasonBase({ bases, cards }: NodeState, rules: RulesName, n: number): SeasonBase {
  const current = weekBit(cards.current);
  return {
    ...(bases.get(rules)?.get(n) ?? EMPTY_BASE),
    cards: bitCount(cards.weeksOf(n) & ~current),
    earlierJokers: bitCount(cards.jokersOf(n) & (current - 1)),
  };
}

/** Computes the totals of a player's other weeks again, by every set of rules, from cards and games. */
export function renewBase({ bases, cards }: NodeState, n: number): void {
  const own = cards.cardsOf(n);
  for (const [rules, columns] of bases)
    columns.set(n, own.length === 0 ? EMPTY_BASE : baseOf(own, cards.games, RULES[rules], cards.current));
}

/** Computes the totals of everybody's other weeks; equals `renewBase` of each player. */
function renewBases(state: NodeState): void {
  for (const [rules, columns] of state.bases)
    columns.replace(totalsOf(state.cards, RULES[rules], state.cards.highest + 1));
}

function totalsOf(cards: SeasonCards, rules: Rules, count: number): Totals {
  const sums = noTotals(count);
  const jokers = new Uint8Array(count);
  for (const [week, games] of cards.games) {
    for (let n = 0; n < count; n += 1) jokers[n] = jokerCounts(rules, cards.jokersOf(n), week) ? 1 : 0;
    addTotals(sums, cards.ofWeek(week).totals(games.values(), rules, jokers, count));
  }
  return sums;
}

/** Returns true when a joker of a week counts by the rules (`countedJokers`). @param jokers weeks with a joker as bits */
export function jokerCounts({ joker }: Rules, jokers: number, week: number): boolean {
  const bit = weekBit(week);
  if (joker === null || (jokers & bit) === 0) return false;
  return joker.counts === 'every' || (jokers & (bit - 1)) === 0;
}

/**
 * Locks started games, and enters cards again whose joker locked or opened because of changed games.
 * @returns the numbers of their players
 */
export function followLocks(state: NodeState): number[] {
  for (const { id, state: play } of state.games.values()) {
    if (play === 'in' || play === 'post') state.locked.add(id);
  }
  const { cards, lockedJokers } = state;
  const locks = cards.locks(state.games.values(), state.locked);
  const ofWeek = cards.ofWeek(cards.current);
  const jokers = ofWeek.lockedJokers(locks, ofWeek.count);
  const changed: number[] = [];
  for (let n = 0; n < jokers.length; n += 1) if ((jokers[n] === 1) !== lockedJokers.has(n)) changed.push(n);
  for (const n of changed) enterNumber(state, n);
  return changed;
}

/** Does the same as `enterCard` for the player with this number, if there is one. */
export function enterNumber(state: NodeState, n: number): void {
  const player = state.players.at(n);
  if (player !== null) enterCard(state, player);
}

function hasLockedJoker({ cards, games, locked }: NodeState, n: number): boolean {
  const card = cards.ofWeek(cards.current).get(n);
  return card?.joker === true && isJokerLockedIn(cards.locks(games.values(), locked), card.banker);
}

/** Returns a card of an event as far as it counts: a card that no save would accept has no picks (rule S30). */
export function countedCard<C extends CardPicks>(state: NodeState, player: string, week: number, card: C): C {
  const reason = cardProblem(card);
  if (reason === null) return card;
  const words = state.season === null ? '' : ` in ${weekWords({ ...state.season, week })}`;
  state.leftOut.push({ what: 'card', id: `of player ${player}${words}`, reason });
  return { ...card, picks: {}, banker: null };
}

/** Records a game with an impossible score as omitted. */
export function checkGame(state: NodeState, { id, awayScore, homeScore }: Game): void {
  if (isScore(awayScore) && isScore(homeScore)) return;
  state.leftOut.push({ what: 'game', id, reason: `the score ${awayScore} - ${homeScore}` });
}

/** Determines the current game day again and passes it to every engine; true when it changed. */
export function followDay(state: NodeState): boolean {
  const day = currentGameDay(state.games.values());
  const same = day?.id === state.day?.id && day?.games.join() === state.day?.games.join();
  state.day = day;
  if (same) return false;
  const ids = new Set(day?.games);
  for (const engine of state.engines.values()) engine.setGames(state.games.values(), ids);
  return true;
}

/** Returns true when the player's joker counts and may be shown. */
export function jokerShown(state: NodeState, n: number): boolean {
  return state.lockedJokers.has(n);
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

import { type Game, type RulesName, type Scope } from '@sunday-live/contract';
import {
  addTotals,
  type CardBits,
  CardColumns,
  type CardPicks,
  compareNameKeys,
  countedBits,
  currentGameDay,
  GameSlots,
  isJokerLockedIn,
  lockBits,
  nameKey,
  noTotals,
  RULES,
  type Rules,
  type Totals,
} from '@sunday-live/scoring';
import { groupBy } from '../../platform/group-by.js';
import type { EventPlayer } from '../slate/slate-event.js';
import { rankSlots } from './rank-slots.js';
import { RankedTable, type TableColumns } from './ranked-table.js';
import { longestRuns, type SeasonColumns, type SlotPlayer, weekProgress } from './season-columns.js';

/** The scope of a table. */
export interface TableQuestion {
  readonly scope: Scope;
  readonly week: number;
  readonly rules: RulesName;
  /** Numbers of its players. */
  readonly members: Iterable<number> | 'all';
}

/** Sums over some weeks, by slot. */
interface Sums {
  readonly totals: Totals;
  /** Number of jokers that count and are visible. */
  readonly jokers: Uint8Array;
  /** 1 for a player with a card. */
  readonly has: Uint8Array;
}

/**
 * Every card and game of a season in columns, so that standings of ten thousand players take milliseconds. They equal
 * those of the scoring library.
 */
export class SeasonBook {
  private readonly games = new Map<string, Game>();
  private readonly byNumber = new Map<number, SlotPlayer>();
  private readonly byId = new Map<string, SlotPlayer>();
  /** Slot plus one by player number, 0: none. An array, because millions of cards look up their player here. */
  private readonly slotByNumber: number[] = [];
  private readonly cardsByWeek = new Map<number, CardColumns>();
  /** Totals by rules and week. */
  private readonly known = new Map<Rules, Map<number, Totals>>();
  /** Sums of all weeks that are over, by rules. */
  private readonly overWeeks = new Map<Rules, Sums>();
  private readonly locked = new Set<string>();
  /** By week and slot: 1 for a locked joker. */
  private readonly lockedJokers = new Map<number, Uint8Array>();
  private nameOrder: Int32Array | null = null;
  /** null: the player was deleted. */
  private readonly bySlot: (SlotPlayer | null)[] = [];

  /** @param capacity maximum number of players */
  constructor(private readonly capacity: number) {}

  setGame(game: Game): void {
    const before = this.games.get(game.id)?.state;
    const wasOver = this.isOver(game.week);
    this.games.set(game.id, game);
    if (wasOver || this.isOver(game.week)) this.overWeeks.clear();
    if (game.state === 'in' || game.state === 'post') this.locked.add(game.id);
    if (game.state !== before) this.jokersChanged();
    for (const weeks of this.known.values()) weeks.delete(game.week);
  }

  /** Locks the picks of these games. */
  lock(games: Iterable<string>): void {
    for (const id of games) this.locked.add(id);
    this.jokersChanged();
  }

  game(id: string): Game | null {
    return this.games.get(id) ?? null;
  }

  /** @returns false when no more players fit */
  setPlayer(player: EventPlayer): boolean {
    const slot = this.byNumber.get(player.n)?.slot ?? this.bySlot.length;
    if (slot >= this.capacity) return false;
    const entry = { ...player, slot, key: nameKey(player.name) };
    this.bySlot[slot] = entry;
    this.byNumber.set(player.n, entry);
    this.slotByNumber[player.n] = slot + 1;
    this.byId.set(player.id, entry);
    this.nameOrder = null;
    return true;
  }

  removePlayer(id: string): void {
    const entry = this.byId.get(id);
    if (entry === undefined) return;
    for (const week of this.cardsByWeek.keys()) this.setCard(id, week, null);
    this.byId.delete(id);
    this.byNumber.delete(entry.n);
    this.slotByNumber[entry.n] = 0;
    this.bySlot[entry.slot] = null;
  }

  /** @returns false when there is no such player */
  setCard(player: string, week: number, card: CardPicks | null): boolean {
    const entry = this.byId.get(player);
    if (entry === undefined) return false;
    const cards = this.cardsOf(week);
    const { slot } = entry;
    const before = this.hasLockedJoker(week, slot);
    cards.set(slot, card && countedBits(card, cards.slots));
    if (this.hasLockedJoker(week, slot) !== before) this.jokersChanged();
    else this.cardsChanged(week);
    return true;
  }

  /** Sets the slots of a week's games, before its first card: `setCardBits` refers to them. */
  setSlots(week: number, slots: GameSlots): void {
    this.cardsByWeek.set(week, new CardColumns(slots, this.capacity));
  }

  /** Adds a card as it is stored, while the book is loaded. @param n number of a player of the book */
  setCardBits(n: number, week: number, card: CardBits): void {
    const slot = (this.slotByNumber[n] ?? 0) - 1;
    if (slot >= 0) this.cardsOf(week).set(slot, card);
  }

  /** Returns the table as it is now; later changes of the book do not affect it. */
  table(question: TableQuestion): RankedTable {
    const rules = RULES[question.rules];
    const counting = this.countingGames(question.scope, question.week);
    const unofficial = counting.some((game) => game.state !== 'post' && game.state !== 'off');
    return question.scope === 'season'
      ? this.seasonTable(question, rules, unofficial)
      : this.weekTable(question, rules, question.scope === 'day' ? counting : null, unofficial);
  }

  /**
   * Returns the season in columns, counted by these rules, as the basis of statistics. Later changes of the book do not
   * affect them.
   */
  columns(members: TableQuestion['members'], by: RulesName): SeasonColumns {
    const rules = RULES[by];
    const games = [...this.games.values()];
    const ofWeek = groupBy(games, (game) => game.week);
    const weeks = [...new Set([...ofWeek.keys(), ...this.cardsByWeek.keys()])].sort((a, b) => a - b);
    return {
      weeks: weeks.map((week) => ({
        ...weekProgress(ofWeek.get(week) ?? []),
        week,
        has: this.cardsOf(week).presence(this.capacity),
        jokers: this.jokers(week, rules).slice(),
        totals: this.weekTotals(week, rules),
      })),
      members: this.slotsOf(members).map((slot) => this.bySlot[slot] as SlotPlayer),
      names: this.names(),
      runs: longestRuns(games, (week) => this.cardsOf(week), this.capacity),
    };
  }

  /** @param only the games that count; null: the whole week */
  private weekTable(
    question: TableQuestion,
    rules: Rules,
    only: readonly Game[] | null,
    unofficial: boolean,
  ): RankedTable {
    const cards = this.cardsOf(question.week);
    const counting = this.jokers(question.week, rules);
    const totals =
      only === null
        ? this.weekTotals(question.week, rules)
        : cards.totals(only, rules, counting, this.capacity);
    const jokers = this.shownJokers(question.week, rules);
    return this.ranked(question, { totals, jokers }, cards.presence(this.capacity), unofficial);
  }

  private seasonTable(question: TableQuestion, rules: Rules, unofficial: boolean): RankedTable {
    const over = this.overWeeks.get(rules) ?? this.sumsOf(rules, true);
    this.overWeeks.set(rules, over);
    const { totals, jokers, has } = this.sumsOf(rules, false);
    addTotals(totals, over.totals);
    for (let slot = 0; slot < this.bySlot.length; slot += 1) {
      jokers[slot] = (jokers[slot] as number) + (over.jokers[slot] as number);
      if (over.has[slot] === 1) has[slot] = 1;
    }
    return this.ranked(question, { totals, jokers }, has, unofficial);
  }

  /** Sums the weeks that are over, or those that are not. */
  private sumsOf(rules: Rules, over: boolean): Sums {
    const totals = noTotals(this.capacity);
    const jokers = new Uint8Array(this.capacity);
    const has = new Uint8Array(this.capacity);
    for (const [week, cards] of this.cardsByWeek) {
      if (this.isOver(week) !== over) continue;
      // totals of a single week that is over are not kept: there are many, and their sum is
      const ofWeek = over ? this.countWeek(week, rules) : this.weekTotals(week, rules);
      addTotals(totals, ofWeek);
      const counted = this.jokers(week, rules);
      for (let slot = 0; slot < this.bySlot.length; slot += 1) {
        const shown = over || ofWeek.bankers[slot] === 1 ? (counted[slot] as number) : 0;
        jokers[slot] = (jokers[slot] as number) + shown;
        if (cards.includes(slot)) has[slot] = 1;
      }
    }
    return { totals, jokers, has };
  }

  private weekTotals(week: number, rules: Rules): Totals {
    const weeks = this.known.get(rules) ?? new Map<number, Totals>();
    this.known.set(rules, weeks);
    const known = weeks.get(week);
    if (known !== undefined) return known;
    const totals = this.countWeek(week, rules);
    weeks.set(week, totals);
    return totals;
  }

  /** Counts a week's totals, unless they are known. */
  private countWeek(week: number, rules: Rules): Totals {
    const known = this.known.get(rules)?.get(week);
    if (known !== undefined) return known;
    return this.cardsOf(week).totals(this.gamesOf(week), rules, this.jokers(week, rules), this.capacity);
  }

  private gamesOf(week: number): Game[] {
    return [...this.games.values()].filter((game) => game.week === week);
  }

  private isOver(week: number): boolean {
    return weekProgress(this.gamesOf(week)).over;
  }

  /** Invalidates the cached totals of a week. */
  private cardsChanged(week: number): void {
    for (const weeks of this.known.values()) weeks.delete(week);
    if (this.isOver(week)) this.overWeeks.clear();
  }

  private hasLockedJoker(week: number, slot: number): boolean {
    const cards = this.cardsOf(week);
    const card = cards.get(slot);
    if (card?.joker !== true) return false;
    return isJokerLockedIn(lockBits(cards.slots, this.gamesOf(week), this.locked), card.banker);
  }

  /** Invalidates cached jokers of all weeks: a joker of one week decides whether another week's counts. */
  private jokersChanged(): void {
    this.known.clear();
    this.overWeeks.clear();
    this.lockedJokers.clear();
  }

  /** Returns 1 for each slot whose joker of the week is locked, so that no other one counts. */
  private lockedJokersOf(week: number): Uint8Array {
    const known = this.lockedJokers.get(week);
    if (known !== undefined) return known;
    const cards = this.cardsOf(week);
    const jokers = cards.lockedJokers(lockBits(cards.slots, this.gamesOf(week), this.locked), this.capacity);
    this.lockedJokers.set(week, jokers);
    return jokers;
  }

  /** Returns 1 for each slot whose joker of the week counts by the rules. */
  private jokers(week: number, rules: Rules): Uint8Array {
    const joker = this.lockedJokersOf(week);
    if (rules.joker === null) return new Uint8Array(this.capacity);
    if (rules.joker.counts === 'every') return joker;
    const first = joker.slice();
    for (const earlier of this.cardsByWeek.keys()) {
      if (earlier >= week) continue;
      const used = this.lockedJokersOf(earlier);
      for (let slot = 0; slot < this.bySlot.length; slot += 1) if (used[slot] === 1) first[slot] = 0;
    }
    return first;
  }

  /**
   * Returns 1 for each slot whose joker of the week counts and is visible: its banker counts already, or the week is
   * over.
   */
  private shownJokers(week: number, rules: Rules): Uint8Array {
    const jokers = this.jokers(week, rules);
    if (this.isOver(week)) return jokers;
    const { bankers } = this.weekTotals(week, rules);
    return jokers.map((joker, slot) => joker & (bankers[slot] as number));
  }

  private ranked(
    { scope, members }: TableQuestion,
    { totals, jokers }: Omit<TableColumns, 'players'>,
    has: Uint8Array,
    unofficial: boolean,
  ): RankedTable {
    const { points, right, bankerPoints, bankers } = totals;
    const chosen = this.slotsOf(members).filter((slot) => has[slot] === 1);
    const average = scope === 'season' ? averages(chosen, bankerPoints, bankers) : null;
    const ranking = rankSlots(chosen, { points, right, average, names: this.names() });
    return new RankedTable(ranking, { players: this.bySlot.slice(), totals, jokers }, unofficial);
  }

  private slotsOf(members: TableQuestion['members']): number[] {
    if (members === 'all') return this.bySlot.flatMap((entry) => (entry === null ? [] : entry.slot));
    const entries = [...members].map((n) => this.byNumber.get(n));
    return entries.filter((entry) => entry !== undefined).map((entry) => entry.slot);
  }

  /** Returns each slot's position in the order of names. */
  private names(): Int32Array {
    if (this.nameOrder !== null) return this.nameOrder;
    const order = new Int32Array(this.capacity);
    const sorted = [...this.byNumber.values()].sort((a, b) => compareNameKeys(a.key, a.n, b.key, b.n));
    for (const [place, { slot }] of sorted.entries()) order[slot] = place;
    this.nameOrder = order;
    return order;
  }

  /** Returns the games that count: of the day, of the week, or of every week of the season that has begun. */
  private countingGames(scope: Scope, week: number): Game[] {
    const byWeek = groupBy(this.games.values(), (game) => game.week);
    if (scope === 'season') {
      return [...byWeek.values()]
        .filter((games) => games.some((game) => game.state === 'in' || game.state === 'post'))
        .flat();
    }
    const games = byWeek.get(week) ?? [];
    if (scope === 'week') return games;
    const day = new Set(currentGameDay(games)?.games);
    return games.filter((game) => day.has(game.id));
  }

  private cardsOf(week: number): CardColumns {
    const known = this.cardsByWeek.get(week);
    if (known !== undefined) return known;
    const cards = new CardColumns(new GameSlots(), this.capacity);
    this.cardsByWeek.set(week, cards);
    return cards;
  }
}

/** Returns banker points per banker that counts; 0 without one. */
function averages(slots: readonly number[], bankerPoints: Int32Array, bankers: Int32Array): Float64Array {
  const average = new Float64Array(bankers.length);
  for (const slot of slots) {
    const counted = bankers[slot] as number;
    if (counted > 0) average[slot] = (bankerPoints[slot] as number) / counted;
  }
  return average;
}

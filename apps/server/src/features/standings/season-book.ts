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
  noTotals,
  RULES,
  type Rules,
  rankInOrder,
  type Totals,
} from '@sunday-live/scoring';
import { groupBy } from '../../platform/group-by.js';
import type { EventPlayer } from '../slate/slate-event.js';
import { RankedTable, type TableColumns } from './ranked-table.js';
import {
  longestRuns,
  type NameOrder,
  type SeasonColumns,
  type WeekVersion,
  weekProgress,
} from './season-columns.js';
import { SlotPlayers } from './slot-players.js';

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
  private players = new SlotPlayers();
  /** Tables have the players, which then must not change. */
  private given = false;
  private readonly cardsByWeek = new Map<number, CardColumns>();
  /** Totals by rules and week. */
  private readonly known = new Map<Rules, Map<number, Totals>>();
  /** By week: absent after a change. */
  private readonly versions = new Map<number, WeekVersion>();
  /** Sums of all weeks that are over, by rules. */
  private readonly overWeeks = new Map<Rules, Sums>();
  private readonly locked = new Set<string>();
  /** By week and slot: 1 for a locked joker. */
  private readonly lockedJokers = new Map<number, Uint8Array>();
  private nameOrder: NameOrder | null = null;
  /** Longest run of right picks, by slot. */
  private runs: Int32Array | null = null;

  /** @param capacity maximum number of players */
  constructor(private readonly capacity: number) {}

  setGame(game: Game): void {
    const before = this.games.get(game.id)?.state;
    const wasOver = this.isOver(game.week);
    this.games.set(game.id, game);
    if (wasOver || this.isOver(game.week)) this.overWeeks.clear();
    if (game.state === 'in' || game.state === 'post') this.locked.add(game.id);
    if (game.state !== before) this.jokersChanged(game.week);
    if (game.state === 'post' || before === 'post') this.runs = null;
    this.weekChanged(game.week);
  }

  /** Locks the picks of these games. */
  lock(games: Iterable<string>): void {
    for (const id of games) {
      this.locked.add(id);
      const week = this.games.get(id)?.week;
      if (week !== undefined) this.jokersChanged(week);
    }
  }

  game(id: string): Game | null {
    return this.games.get(id) ?? null;
  }

  /** @returns false when no more players fit */
  setPlayer(player: EventPlayer): boolean {
    const slot = this.players.slotOf(player.n) ?? this.players.count;
    if (slot >= this.capacity) return false;
    this.own().set(player);
    return true;
  }

  removePlayer(id: string): void {
    const slot = this.players.slotById(id);
    if (slot === null) return;
    for (const week of this.cardsByWeek.keys()) this.setCard(id, week, null);
    this.own().remove(slot);
  }

  /** @returns false when there is no such player */
  setCard(player: string, week: number, card: CardPicks | null): boolean {
    const slot = this.players.slotById(player);
    if (slot === null) return false;
    const cards = this.cardsOf(week);
    const before = this.hasLockedJoker(week, slot);
    cards.set(slot, card && countedBits(card, cards.slots));
    if (this.hasLockedJoker(week, slot) !== before) this.jokersChanged(week);
    this.cardsChanged(week);
    return true;
  }

  /** Sets the slots of a week's games, before its first card: `setCardBits` refers to them. */
  setSlots(week: number, slots: GameSlots): void {
    this.cardsByWeek.set(week, new CardColumns(slots, this.capacity));
  }

  /** Adds a card as it is stored, while the book is loaded. @param n number of a player of the book */
  setCardBits(n: number, week: number, card: CardBits): void {
    const slot = this.players.slotOf(n);
    if (slot !== null) this.cardsOf(week).set(slot, card);
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
   * @param isKnown true for weeks whose values are not needed
   */
  columns(
    members: TableQuestion['members'],
    by: RulesName,
    isKnown: (version: WeekVersion) => boolean = () => false,
  ): SeasonColumns {
    const rules = RULES[by];
    const games = [...this.games.values()];
    const ofWeek = groupBy(games, (game) => game.week);
    const weeks = [...new Set([...ofWeek.keys(), ...this.cardsByWeek.keys()])].sort((a, b) => a - b);
    this.runs ??= longestRuns(games, (week) => this.cardsOf(week), this.capacity);
    this.given = true;
    return {
      weeks: weeks.map((week) => {
        const progress = weekProgress(ofWeek.get(week) ?? []);
        const version = this.version(week);
        if (isKnown(version)) return { ...progress, week, version, values: null };
        const values = {
          has: this.cardsOf(week).presence(this.capacity),
          jokers: this.jokers(week, rules),
          totals: this.totalsOf(week, rules),
        };
        return { ...progress, week, version, values };
      }),
      players: this.players,
      members: Uint32Array.from(this.slotsOf(members)),
      names: this.names(),
      runs: this.runs,
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
        ? this.totalsOf(question.week, rules)
        : cards.totals(only, rules, counting, this.capacity);
    const jokers = this.shownJokers(question.week, rules);
    return this.ranked(question, { totals, jokers }, cards.presence(this.capacity), unofficial);
  }

  private seasonTable(question: TableQuestion, rules: Rules, unofficial: boolean): RankedTable {
    const over = this.overWeeks.get(rules) ?? this.sumsOf(rules, true);
    this.overWeeks.set(rules, over);
    const { totals, jokers, has } = this.sumsOf(rules, false);
    addTotals(totals, over.totals);
    for (let slot = 0; slot < this.players.count; slot += 1) {
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
      const ofWeek = this.totalsOf(week, rules);
      addTotals(totals, ofWeek);
      const counted = this.jokers(week, rules);
      for (let slot = 0; slot < this.players.count; slot += 1) {
        const shown = over || ofWeek.bankers[slot] === 1 ? (counted[slot] as number) : 0;
        jokers[slot] = (jokers[slot] as number) + shown;
        if (cards.includes(slot)) has[slot] = 1;
      }
    }
    return { totals, jokers, has };
  }

  /** Returns a week's totals. Those of weeks that are over are counted each time: there are many, and their sum is kept. */
  private totalsOf(week: number, rules: Rules): Totals {
    return this.isOver(week) ? this.countWeek(week, rules) : this.weekTotals(week, rules);
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

  /** Invalidates what is kept of a week. */
  private weekChanged(week: number): void {
    for (const weeks of this.known.values()) weeks.delete(week);
    this.versions.delete(week);
  }

  private version(week: number): WeekVersion {
    const version = this.versions.get(week) ?? {};
    this.versions.set(week, version);
    return version;
  }

  private cardsChanged(week: number): void {
    this.weekChanged(week);
    if (this.isOver(week)) this.overWeeks.clear();
    if (this.gamesOf(week).some(({ state }) => state === 'post')) this.runs = null;
  }

  private hasLockedJoker(week: number, slot: number): boolean {
    const cards = this.cardsOf(week);
    const card = cards.get(slot);
    if (card?.joker !== true) return false;
    return isJokerLockedIn(lockBits(cards.slots, this.gamesOf(week), this.locked), card.banker);
  }

  /** Invalidates cached jokers of a week, and what is kept of later weeks: a joker decides whether a later one counts. */
  private jokersChanged(week: number): void {
    this.lockedJokers.delete(week);
    for (const later of this.cardsByWeek.keys()) {
      if (later < week) continue;
      this.weekChanged(later);
      if (this.isOver(later)) this.overWeeks.clear();
    }
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
      for (let slot = 0; slot < this.players.count; slot += 1) if (used[slot] === 1) first[slot] = 0;
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
    { totals, jokers }: Pick<TableColumns, 'totals' | 'jokers'>,
    has: Uint8Array,
    unofficial: boolean,
  ): RankedTable {
    const chosen = this.slotsOf(members).filter((slot) => has[slot] === 1);
    const names = this.names();
    const ranking = rankInOrder(chosen, totals, scope, names.places);
    this.given = true;
    return new RankedTable(
      ranking,
      { players: this.players, totals, jokers, levels: names.levels },
      unofficial,
    );
  }

  private slotsOf(members: TableQuestion['members']): number[] {
    if (members === 'all') return [...this.players.present()];
    return [...members].map((n) => this.players.slotOf(n)).filter((slot) => slot !== null);
  }

  /** Returns the players to change them: others, when a table has these. */
  private own(): SlotPlayers {
    if (this.given) this.players = this.players.successor();
    this.given = false;
    this.nameOrder = null;
    return this.players;
  }

  private names(): NameOrder {
    if (this.nameOrder !== null) return this.nameOrder;
    const [places, levels] = [new Int32Array(this.capacity), new Int32Array(this.capacity)];
    const { players } = this;
    const keyed = [...players.present()].map((slot) => ({
      slot,
      key: players.key(slot),
      n: players.number(slot),
    }));
    keyed.sort((a, b) => compareNameKeys(a.key, a.n, b.key, b.n));
    let level = 0;
    for (const [place, { slot, key }] of keyed.entries()) {
      if (place > 0 && key !== keyed[place - 1]?.key) level += 1;
      places[slot] = place;
      levels[slot] = level;
    }
    this.nameOrder = { places, levels };
    return this.nameOrder;
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

import { type Game, type RulesName, type Scope, type StandingsRow } from '@sunday-live/contract';
import {
  type CardPicks,
  compareNameKeys,
  currentGameDay,
  nameKey,
  RULES,
  type Rules,
} from '@sunday-live/scoring';
import { groupBy } from '../../platform/collections/group-by.js';
import type { EventPlayer } from '../slate/slate-event.js';
import { addTotals, noTotals, type Totals, WeekSheet } from './week-sheet.js';

/** What a table is about. */
export interface TableQuestion {
  readonly scope: Scope;
  readonly week: number;
  readonly rules: RulesName;
  /** Numbers of those who are in it. */
  readonly members: Iterable<number> | 'all';
}

export interface Table {
  readonly rows: StandingsRow[];
  /** True until every game that counts is over. */
  readonly unofficial: boolean;
}

interface Seat extends EventPlayer {
  readonly slot: number;
  readonly key: string;
}

/**
 * Every card and game of a season, in columns, so that a table of ten thousand players takes milliseconds. It says what
 * the scoring library's plain standings say.
 */
export class SeasonBook {
  private readonly games = new Map<string, Game>();
  private readonly seats = new Map<number, Seat>();
  private readonly byId = new Map<string, Seat>();
  private readonly sheets = new Map<number, WeekSheet>();
  private readonly known = new Map<string, Totals>();
  private nameOrder: Int32Array | null = null;
  private slots = 0;

  /** @param capacity how many players fit */
  constructor(private readonly capacity: number) {}

  setGame(game: Game): void {
    this.games.set(game.id, game);
    for (const rules of Object.keys(RULES)) this.known.delete(`${rules}/${game.week}`);
  }

  game(id: string): Game | null {
    return this.games.get(id) ?? null;
  }

  /** @returns false when no more players fit */
  setPlayer(player: EventPlayer): boolean {
    const slot = this.seats.get(player.n)?.slot ?? this.slots;
    if (slot >= this.capacity) return false;
    this.slots = Math.max(this.slots, slot + 1);
    const seat = { ...player, slot, key: nameKey(player.name) };
    this.seats.set(player.n, seat);
    this.byId.set(player.id, seat);
    this.nameOrder = null;
    return true;
  }

  removePlayer(id: string): void {
    const seat = this.byId.get(id);
    if (seat === undefined) return;
    for (const week of this.sheets.keys()) this.setCard(id, week, null);
    this.byId.delete(id);
    this.seats.delete(seat.n);
  }

  /** @returns false when there is no such player */
  setCard(player: string, week: number, card: CardPicks | null): boolean {
    const seat = this.byId.get(player);
    if (seat === undefined) return false;
    this.sheet(week).setCard(seat.slot, card);
    // a joker of one week can make another week's count or not
    this.known.clear();
    return true;
  }

  table(question: TableQuestion): Table {
    const rules = RULES[question.rules];
    const counting = this.countingGames(question.scope, question.week);
    const rows =
      question.scope === 'season'
        ? this.seasonRows(question, rules)
        : this.weekRows(question, rules, question.scope === 'day' ? counting : null);
    return { rows, unofficial: counting.some((game) => game.state !== 'post' && game.state !== 'off') };
  }

  /** @param only the games that count, null for the whole week */
  private weekRows(question: TableQuestion, rules: Rules, only: readonly Game[] | null): StandingsRow[] {
    const sheet = this.sheet(question.week);
    const jokers = this.jokers(question.week, rules);
    const totals = only === null ? this.weekTotals(question.week, rules) : sheet.totals(only, rules, jokers);
    return this.ranked(question, totals, (slot) => sheet.has[slot] === 1, jokers);
  }

  private seasonRows(question: TableQuestion, rules: Rules): StandingsRow[] {
    const totals = noTotals(this.capacity);
    const jokers = new Uint8Array(this.capacity);
    const cards = new Uint8Array(this.capacity);
    for (const [week, { has }] of this.sheets) {
      addTotals(totals, this.weekTotals(week, rules));
      const counted = this.jokers(week, rules);
      for (let slot = 0; slot < this.slots; slot += 1) {
        jokers[slot] = (jokers[slot] ?? 0) + (counted[slot] ?? 0);
        cards[slot] = (cards[slot] ?? 0) | (has[slot] ?? 0);
      }
    }
    return this.ranked(question, totals, (slot) => cards[slot] === 1, jokers);
  }

  private weekTotals(week: number, rules: Rules): Totals {
    const key = `${rules.id}/${week}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const games = [...this.games.values()].filter((game) => game.week === week);
    const totals = this.sheet(week).totals(games, rules, this.jokers(week, rules));
    this.known.set(key, totals);
    return totals;
  }

  /** 1 for whose joker of the week counts by the rules. */
  private jokers(week: number, rules: Rules): Uint8Array {
    const { joker } = this.sheet(week);
    if (rules.joker === null) return new Uint8Array(this.capacity);
    if (rules.joker.counts === 'every') return joker;
    const first = joker.slice();
    for (const [earlier, sheet] of this.sheets) {
      if (earlier >= week) continue;
      for (let slot = 0; slot < this.slots; slot += 1) if (sheet.joker[slot] === 1) first[slot] = 0;
    }
    return first;
  }

  private ranked(
    { scope, members }: TableQuestion,
    { points, right, played, bankerPoints, bankers }: Totals,
    stands: (slot: number) => boolean,
    jokers: Uint8Array,
  ): StandingsRow[] {
    const order = this.names();
    const rows: { row: StandingsRow; order: number }[] = [];
    for (const { slot, n, id, name, team } of this.seatsOf(members)) {
      if (!stands(slot)) continue;
      const counted = bankers[slot] ?? 0;
      const bankerAverage = counted === 0 ? null : (bankerPoints[slot] ?? 0) / counted;
      const row = {
        n,
        id,
        name,
        team,
        rank: 0,
        points: points[slot] ?? 0,
        right: right[slot] ?? 0,
        played: played[slot] ?? 0,
        bankerAverage,
        jokers: jokers[slot] ?? 0,
      };
      rows.push({ row, order: order[slot] ?? 0 });
    }
    const compare = scope === 'season' ? bySeasonMerit : byMerit;
    rows.sort((a, b) => compare(a.row, b.row) || a.order - b.order);
    let rank = 0;
    let before: StandingsRow | null = null;
    return rows.map(({ row }, i) => {
      if (before === null || compare(before, row) !== 0) rank = i + 1;
      before = row;
      row.rank = rank;
      return row;
    });
  }

  private *seatsOf(members: TableQuestion['members']): Generator<Seat> {
    if (members === 'all') {
      yield* this.seats.values();
      return;
    }
    for (const n of members) {
      const seat = this.seats.get(n);
      if (seat !== undefined) yield seat;
    }
  }

  /** The place of each slot in the order of names. */
  private names(): Int32Array {
    if (this.nameOrder !== null) return this.nameOrder;
    const order = new Int32Array(this.capacity);
    const sorted = [...this.seats.values()].sort((a, b) => compareNameKeys(a.key, a.n, b.key, b.n));
    for (const [place, { slot }] of sorted.entries()) order[slot] = place;
    this.nameOrder = order;
    return order;
  }

  /** The games that decide: of the day, of the week, or of every week of the season that has begun. */
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

  private sheet(week: number): WeekSheet {
    const known = this.sheets.get(week);
    if (known !== undefined) return known;
    const sheet = new WeekSheet(this.capacity);
    this.sheets.set(week, sheet);
    return sheet;
  }
}

function byMerit(a: StandingsRow, b: StandingsRow): number {
  return b.points - a.points || b.right - a.right;
}

function bySeasonMerit(a: StandingsRow, b: StandingsRow): number {
  return byMerit(a, b) || (b.bankerAverage ?? 0) - (a.bankerAverage ?? 0);
}

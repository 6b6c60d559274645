import type { Game } from '@sunday-live/contract';
import {
  type CardBits,
  CardColumns,
  type CardPicks,
  countedBits,
  GameSlots,
  grown,
  grownTotals,
  type LockBits,
  lockBits,
  noTotals,
  type SeasonBase,
  type Totals,
  type WeekCard,
} from '@sunday-live/scoring';

type Sums = Pick<SeasonBase, 'points' | 'right' | 'bankerPoints' | 'bankers'>;

/** Each player's totals of the season's other weeks by one set of rules, by player number. */
export class BaseColumns {
  private columns: Totals = noTotals(64);

  /** The columns themselves. */
  get totals(): Totals {
    return this.columns;
  }

  get(n: number): Sums {
    const { points, right, bankerPoints, bankers } = this.columns;
    return {
      points: points[n] ?? 0,
      right: right[n] ?? 0,
      bankerPoints: bankerPoints[n] ?? 0,
      bankers: bankers[n] ?? 0,
    };
  }

  set(n: number, sums: Sums): void {
    const { length } = this.columns.points;
    if (n >= length) this.columns = grownTotals(this.columns, Math.max(n + 1, 2 * length));
    this.columns.points[n] = sums.points;
    this.columns.right[n] = sums.right;
    this.columns.bankerPoints[n] = sums.bankerPoints;
    this.columns.bankers[n] = sums.bankers;
  }

  /** Replaces everything; later changes of `totals` change the columns. */
  replace(totals: Totals): void {
    this.columns = totals;
  }
}

/** Highest number of a week that has a bit of its own. */
const MAX_WEEK = 32;

/** The weeks of a season that have something, as bits. */
export function weekBit(week: number): number {
  return 1 << (week - 1);
}

/**
 * Every card of a season in columns, and the games of its other weeks, so that their changes can be folded without a
 * reload. A card takes ten bytes.
 */
export class SeasonCards {
  /** Games of weeks other than the current one, by week, then id. */
  readonly games = new Map<number, Map<string, Game>>();
  /** Other weeks in which a game is locked or has started. */
  readonly begun = new Set<number>();
  /** Other weeks in which a card has a joker, open jokers included. */
  readonly jokerWeeks = new Set<number>();
  private readonly weeks = new Map<number, CardColumns>();
  /** By player number: weeks with a card, and weeks whose joker counts, as bits. */
  private withCard = new Int32Array(64);
  private withJoker = new Int32Array(64);

  /** @param current number of the current week */
  constructor(readonly current: number) {}

  /** Sets the slots of a week before its first card is added. */
  useSlots(week: number, slots: GameSlots): void {
    this.weeks.set(week, new CardColumns(slots));
  }

  /** Returns the cards of a week. */
  ofWeek(week: number): CardColumns {
    const known = this.weeks.get(week) ?? new CardColumns(new GameSlots());
    this.weeks.set(week, known);
    return known;
  }

  /** Returns the weeks with a card of player `n`, as bits. */
  weeksOf(n: number): number {
    return this.withCard[n] ?? 0;
  }

  /**
   * Returns the weeks with a joker of player `n`, as bits: of the current week even if it is open, of other weeks only
   * if it is locked.
   */
  jokersOf(n: number): number {
    return this.withJoker[n] ?? 0;
  }

  /** Returns the week of a game; null when it is not stored here. */
  weekOfGame(id: string): number | null {
    for (const [week, games] of this.games) if (games.has(id)) return week;
    return null;
  }

  /** Sets a game of another week. Returns its previous state; null when it is new. */
  setGame(week: number, game: Game): Game | null {
    const games = this.games.get(week) ?? new Map<string, Game>();
    this.games.set(week, games);
    const before = games.get(game.id) ?? null;
    games.set(game.id, game);
    return before;
  }

  /**
   * Replaces player `n`'s card of a week; null withdraws it. @param joker whether the card's joker counts
   */
  setCard(n: number, week: number, card: CardPicks | null, joker: boolean): void {
    const cards = this.ofWeek(week);
    this.setBits(n, week, card && countedBits(card, cards.slots), joker);
  }

  /** Does the same with a card whose bits refer to the week's slots. */
  setBits(n: number, week: number, card: CardBits | null, joker: boolean): void {
    this.ofWeek(week).set(n, card);
    if (card?.joker === true && week !== this.current) this.jokerWeeks.add(week);
    this.include(n);
    this.withCard[n] = withBit(this.weeksOf(n), week, card !== null);
    this.withJoker[n] = withBit(this.jokersOf(n), week, joker);
  }

  /** Removes every card of player `n`. */
  remove(n: number): void {
    for (const cards of this.weeks.values()) cards.set(n, null);
    if (n >= this.withCard.length) return;
    this.withCard[n] = 0;
    this.withJoker[n] = 0;
  }

  /** Returns player `n`'s card of a week, with its joker only if that counts; null without a card. */
  card(n: number, week: number): WeekCard | null {
    const cards = this.ofWeek(week);
    const bits = cards.get(n);
    if (bits === null) return null;
    return { week, joker: (this.jokersOf(n) & weekBit(week)) !== 0, ...cards.slots.inWords(bits) };
  }

  /** Returns every card of player `n`'s season. */
  cardsOf(n: number): WeekCard[] {
    const cards: WeekCard[] = [];
    const weeks = this.weeksOf(n);
    for (let week = 1; week <= MAX_WEEK; week += 1) {
      const card = (weeks & weekBit(week)) === 0 ? null : this.card(n, week);
      if (card !== null) cards.push(card);
    }
    return cards;
  }

  /** Highest player number that ever had a card; 0 without cards. */
  get highest(): number {
    return Math.max(0, ...[...this.weeks.values()].map(({ count }) => count - 1));
  }

  /** Returns the locks of the current week. @param locked ids of its games that are locked or have started */
  locks(games: Iterable<Game>, locked: ReadonlySet<string>): LockBits {
    return lockBits(this.ofWeek(this.current).slots, games, locked);
  }

  private include(n: number): void {
    if (n < this.withCard.length) return;
    const length = Math.max(n + 1, 2 * this.withCard.length);
    this.withCard = grown(this.withCard, new Int32Array(length));
    this.withJoker = grown(this.withJoker, new Int32Array(length));
  }
}

function withBit(weeks: number, week: number, on: boolean): number {
  return on ? weeks | weekBit(week) : weeks & ~weekBit(week);
}

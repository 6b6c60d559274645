import {
  type CardPicks,
  countedPicks,
  type GameState,
  isJokerLocked,
  leader,
  type Rules,
  scorePick,
  type WeekLocks,
} from '@sunday-live/scoring';

/** Each player's sums over some games of a week, one array per field, by slot. */
export interface Totals {
  readonly points: Int32Array;
  readonly right: Int32Array;
  /** Picks of games that have started and were not called off. */
  readonly played: Int32Array;
  readonly bankerPoints: Int32Array;
  /** Bankers that count. */
  readonly bankers: Int32Array;
}

/** Encoding of a pick in one byte: 0 none, otherwise 1 and these bits. The joker is stored per player, not per pick. */
const HOME = 1;
const BANKER = 2;
const JOKER = 4;
const CLASSES = 8;

export function noTotals(capacity: number): Totals {
  return {
    points: new Int32Array(capacity),
    right: new Int32Array(capacity),
    played: new Int32Array(capacity),
    bankerPoints: new Int32Array(capacity),
    bankers: new Int32Array(capacity),
  };
}

/** Adds `totals` to `to`. */
export function addTotals(to: Totals, totals: Totals): void {
  for (const field of ['points', 'right', 'played', 'bankerPoints', 'bankers'] as const) {
    const [sum, values] = [to[field], totals[field]];
    for (let slot = 0; slot < sum.length; slot += 1)
      sum[slot] = (sum[slot] as number) + (values[slot] as number);
  }
}

/** All cards of one week in columns: one byte per player and game. */
export class WeekCards {
  /** 1 for a player with a card. */
  readonly has: Uint8Array;
  /** 1 for a player with a joker on the card. */
  private readonly joker: Uint8Array;
  /** The banker's game, by slot. */
  private readonly bankers: (string | null)[] = [];
  private readonly columns = new Map<string, Uint8Array>();

  constructor(private readonly capacity: number) {
    this.has = new Uint8Array(capacity);
    this.joker = new Uint8Array(capacity);
  }

  /** Replaces a player's card; null removes it. */
  setCard(slot: number, card: CardPicks | null): void {
    for (const column of this.columns.values()) column[slot] = 0;
    this.has[slot] = card === null ? 0 : 1;
    this.joker[slot] = card?.joker === true ? 1 : 0;
    this.bankers[slot] = card?.banker ?? null;
    if (card === null) return;
    for (const [game, side] of countedPicks(card)) {
      this.column(game)[slot] = 1 + (side === 'home' ? HOME : 0) + (card.banker === game ? BANKER : 0);
    }
  }

  /** Sums up the games. @param jokers 1 for each slot whose joker counts */
  totals(games: Iterable<GameState>, rules: Rules, jokers: Uint8Array): Totals {
    const totals = noTotals(this.capacity);
    for (const game of games) {
      const column = this.columns.get(game.id);
      if (column !== undefined) addGame(totals, column, game, rules, jokers);
    }
    return totals;
  }

  /** Returns 1 for each slot whose joker is locked; equals `isJokerLocked` of each card. */
  lockedJokers({ games, locked }: WeekLocks): Uint8Array {
    const week = { games: [...games], locked };
    return this.joker.map((joker, slot) =>
      joker === 1 && isJokerLocked({ banker: this.bankers[slot] ?? null }, week) ? 1 : 0,
    );
  }

  /** Extends or ends each player's run of right picks by a finished game of the week; `best` keeps the longest. */
  run(game: GameState, runs: Int32Array, best: Int32Array): void {
    const column = this.columns.get(game.id);
    const winner = leader(game);
    if (column === undefined || winner === null) return;
    for (let slot = 0; slot < column.length; slot += 1) {
      const pick = column[slot] as number;
      // a player without a pick of this game keeps the run
      if (pick === 0) continue;
      const right = winner === ((pick - 1) & HOME ? 'home' : 'away');
      runs[slot] = right ? (runs[slot] as number) + 1 : 0;
      best[slot] = Math.max(best[slot] as number, runs[slot] as number);
    }
  }

  private column(game: string): Uint8Array {
    const known = this.columns.get(game);
    if (known !== undefined) return known;
    const column = new Uint8Array(this.capacity);
    this.columns.set(game, column);
    return column;
  }
}

function addGame(
  totals: Totals,
  column: Uint8Array,
  game: GameState,
  rules: Rules,
  jokers: Uint8Array,
): void {
  const worth = Array.from({ length: CLASSES }, (_, bits) =>
    scorePick(rules, game, {
      side: bits & HOME ? 'home' : 'away',
      banker: (bits & BANKER) !== 0,
      joker: (bits & JOKER) !== 0,
    }),
  );
  const { points, right, played, bankerPoints, bankers } = totals;
  for (let slot = 0; slot < column.length; slot += 1) {
    const pick = column[slot] as number;
    if (pick === 0) continue;
    const score = worth[pick - 1 + (jokers[slot] === 1 ? JOKER : 0)];
    // the game counts for nobody
    if (!score) return;
    points[slot] = (points[slot] as number) + score.points;
    played[slot] = (played[slot] as number) + 1;
    if (score.right) right[slot] = (right[slot] as number) + 1;
    if (!score.banker) continue;
    bankerPoints[slot] = (bankerPoints[slot] as number) + score.points;
    bankers[slot] = (bankers[slot] as number) + 1;
  }
}

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

/** What each player has won in some games of a week, one array a field, by the player's slot. */
export interface Totals {
  readonly points: Int32Array;
  readonly right: Int32Array;
  /** Picks of games that have started and were not called off. */
  readonly played: Int32Array;
  readonly bankerPoints: Int32Array;
  /** Bankers that count. */
  readonly bankers: Int32Array;
}

/** A pick as one byte: 0 none, else 1 and these bits; the joker is kept a player, not a pick. */
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

/** Adds the second to the first. */
export function addTotals(to: Totals, totals: Totals): void {
  for (const field of ['points', 'right', 'played', 'bankerPoints', 'bankers'] as const) {
    const [sum, values] = [to[field], totals[field]];
    for (let slot = 0; slot < sum.length; slot += 1)
      sum[slot] = (sum[slot] as number) + (values[slot] as number);
  }
}

/** All cards of one week in columns: one byte a player and game. */
export class WeekSheet {
  /** 1 for who has a card. */
  readonly has: Uint8Array;
  /** 1 for who has a joker on the card. */
  private readonly joker: Uint8Array;
  /** The banker's game, by slot. */
  private readonly bankers: (string | null)[] = [];
  private readonly columns = new Map<string, Uint8Array>();

  constructor(private readonly capacity: number) {
    this.has = new Uint8Array(capacity);
    this.joker = new Uint8Array(capacity);
  }

  /** Replaces a player's card; null takes it away. */
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

  /** @param jokers 1 for whose joker counts */
  totals(games: Iterable<GameState>, rules: Rules, jokers: Uint8Array): Totals {
    const totals = noTotals(this.capacity);
    for (const game of games) {
      const column = this.columns.get(game.id);
      if (column !== undefined) addGame(totals, column, game, rules, jokers);
    }
    return totals;
  }

  /** 1 for whose joker can't change any more, as `isJokerLocked` says of one card. */
  lockedJokers({ games, locked }: WeekLocks): Uint8Array {
    const week = { games: [...games], locked };
    return this.joker.map((joker, slot) =>
      joker === 1 && isJokerLocked({ banker: this.bankers[slot] ?? null }, week) ? 1 : 0,
    );
  }

  /** Goes on with each player's run of right picks, a decided game of the week later; `best` keeps the longest. */
  run(game: GameState, runs: Int32Array, best: Int32Array): void {
    const column = this.columns.get(game.id);
    const winner = leader(game);
    if (column === undefined || winner === null) return;
    for (let slot = 0; slot < column.length; slot += 1) {
      const pick = column[slot] as number;
      // who did not pick this game neither goes on nor breaks off
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
    // the game does not count: not for anybody
    if (!score) return;
    points[slot] = (points[slot] as number) + score.points;
    played[slot] = (played[slot] as number) + 1;
    if (score.right) right[slot] = (right[slot] as number) + 1;
    if (!score.banker) continue;
    bankerPoints[slot] = (bankerPoints[slot] as number) + score.points;
    bankers[slot] = (bankers[slot] as number) + 1;
  }
}

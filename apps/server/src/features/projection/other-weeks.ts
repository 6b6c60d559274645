import type { Game } from '@sunday-live/contract';
import {
  type CardPicks,
  countedPicks,
  pickClass,
  pickOfClass,
  type Side,
  type WeekCard,
} from '@sunday-live/scoring';

/** Picks of one game, one byte per player number: 0 for none, otherwise a pick class without the joker. */
type PickColumn = Uint8Array;

/**
 * Games and picks of the season's weeks other than the current one, so that their changes can be folded without a
 * reload. Picks are stored in columns: a season of ten thousand players takes less than 3 MB.
 */
export class OtherWeeks {
  /** Games by week, then id. */
  readonly games = new Map<number, Map<string, Game>>();
  /** Weeks in which a game is locked or has started. */
  readonly begun = new Set<number>();
  /** Weeks in which a card has a joker, open jokers included. */
  readonly jokers = new Set<number>();
  /** Picks by week, then game: a game that moved may be on cards of two weeks. */
  private readonly columns = new Map<number, Map<string, PickColumn>>();

  /** Returns the week of a game; null when it is not stored here. */
  weekOf(id: string): number | null {
    for (const [week, games] of this.games) if (games.has(id)) return week;
    return null;
  }

  /** Sets a game. Returns its previous state; null when it is new. */
  setGame(week: number, game: Game): Game | null {
    const games = inner(this.games, week);
    const before = games.get(game.id) ?? null;
    games.set(game.id, game);
    return before;
  }

  /** Replaces the picks of player `n`'s card of a week; null withdraws the card. */
  setCard(n: number, week: number, card: CardPicks | null): void {
    const columns = inner(this.columns, week);
    for (const column of columns.values()) if (n < column.length) column[n] = 0;
    if (card === null) return;
    if (card.joker) this.jokers.add(week);
    for (const [game, side] of countedPicks(card)) {
      const known = columns.get(game);
      const column = known !== undefined && n < known.length ? known : grown(known, n);
      column[n] = pickClass(side, card.banker === game, false);
      columns.set(game, column);
    }
  }

  /** Returns player `n`'s card of a week, as far as it counts. */
  card(n: number, week: number, joker: boolean): WeekCard {
    const picks: Record<string, Side> = {};
    let banker: string | null = null;
    for (const [game, column] of this.columns.get(week) ?? []) {
      const pick = column[n] ?? 0;
      if (pick === 0) continue;
      const { side, banker: isBanker } = pickOfClass(pick);
      picks[game] = side;
      if (isBanker) banker = game;
    }
    return { week, picks, banker, joker };
  }

  /** Returns the picks of a game on cards of a week; null when nobody picked it. */
  picksOf(week: number, game: string): PickColumn | null {
    return this.columns.get(week)?.get(game) ?? null;
  }
}

function inner<V>(outer: Map<number, Map<string, V>>, week: number): Map<string, V> {
  const known = outer.get(week) ?? new Map<string, V>();
  outer.set(week, known);
  return known;
}

function grown(column: PickColumn | undefined, n: number): PickColumn {
  const larger = new Uint8Array(Math.max(64, 2 * (n + 1)));
  if (column !== undefined) larger.set(column);
  return larger;
}

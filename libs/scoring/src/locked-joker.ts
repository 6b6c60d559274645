import type { CardPicks, GameState } from './types.js';

/** What decides whether a joker can still change: the games of its week, and which of them are locked. */
export interface WeekLocks {
  readonly games: Iterable<Pick<GameState, 'id' | 'state'>>;
  readonly locked: ReadonlySet<string>;
}

/**
 * True when the joker of a card can no longer be laid or taken back: its banker's game is locked, or every game of the
 * week that is not called off is (S22 of docs/scoring-rules.md). A banker whose game has left the week holds no joker (S24).
 */
export function isJokerLocked({ banker }: Pick<CardPicks, 'banker'>, { games, locked }: WeekLocks): boolean {
  let wanted = 0;
  let open = 0;
  let held = banker === null;
  for (const { id, state } of games) {
    if (id === banker) {
      if (locked.has(id)) return true;
      held = true;
    }
    if (state === 'off') continue;
    wanted += 1;
    if (!locked.has(id)) open += 1;
  }
  return held && wanted > 0 && open === 0;
}

/** A card as standings count it: a joker that can still change is known to its player alone, so it is left out. */
export function withoutOpenJoker<C extends CardPicks>(card: C, week: WeekLocks): C {
  return card.joker && !isJokerLocked(card, week) ? { ...card, joker: false } : card;
}

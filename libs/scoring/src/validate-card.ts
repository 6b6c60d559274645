import type { CardPicks, GameState, Side, WeekCard, WeekGames } from './types.js';

/** What can be wrong with a card; the codes are part of the HTTP contract. */
export type CardProblemCode =
  | 'unknown-game'
  | 'missing-pick'
  | 'game-locked'
  | 'banker-missing'
  | 'banker-not-road-team'
  | 'banker-not-picked'
  | 'banker-team-used'
  | 'joker-exhausted';

export interface CardProblem {
  readonly code: CardProblemCode;
  /** For people; says what to do. */
  readonly message: string;
  readonly game?: string;
  readonly team?: string;
  /** The week in which the banker's team was used. */
  readonly week?: number;
}

export interface UsedBanker {
  readonly team: string;
  readonly week: number;
}

export interface CardCheck {
  /** What the player hands in; picks of locked games may be left out. */
  readonly card: CardPicks;
  /** All games of the card's week. */
  readonly games: Iterable<GameState>;
  /** Games that can't be changed any more. Empty for an admin's correction. */
  readonly locked: ReadonlySet<string>;
  /** The card as stored, if there is one. */
  readonly stored: CardPicks | null;
  /** Bankers of the season's other cards, see `usedBankers`. */
  readonly usedBankers: readonly UsedBanker[];
  /** Jokers on the season's other cards. */
  readonly usedJokers: number;
  readonly jokersPerSeason: number;
}

/** Everything that is wrong with a card, in the order picks, banker, joker; empty when it can be stored. */
export function validateCard(check: CardCheck): CardProblem[] {
  const games: WeekGames = new Map([...check.games].map((game) => [game.id, game]));
  return [...pickProblems(check, games), ...bankerProblems(check, games), ...jokerProblems(check)];
}

/**
 * The card to store: what was handed in for open games, what was stored for locked ones. Banker and joker are taken as
 * handed in, for `validateCard` refuses those that may not change.
 */
export function withLockedPicks(
  card: CardPicks,
  stored: CardPicks | null,
  locked: ReadonlySet<string>,
): CardPicks {
  const picks: [string, Side][] = [];
  for (const [id, side] of Object.entries(card.picks)) if (!locked.has(id)) picks.push([id, side]);
  for (const [id, side] of Object.entries(stored?.picks ?? {})) if (locked.has(id)) picks.push([id, side]);
  return { picks: Object.fromEntries(picks), banker: card.banker, joker: card.joker };
}

/** The banker teams that the season's cards have used up, but for the card of one week. A game called off uses nothing. */
export function usedBankers(
  cards: Iterable<WeekCard>,
  games: ReadonlyMap<number, WeekGames>,
  exceptWeek: number,
): UsedBanker[] {
  const used: UsedBanker[] = [];
  for (const { week, banker } of cards) {
    if (week === exceptWeek || banker === null) continue;
    const game = games.get(week)?.get(banker);
    if (game && game.state !== 'off') used.push({ team: game.away, week });
  }
  return used;
}

/** The jokers on the season's cards, but for the card of one week. */
export function usedJokers(cards: Iterable<WeekCard>, exceptWeek: number): number {
  let used = 0;
  for (const card of cards) if (card.joker && card.week !== exceptWeek) used += 1;
  return used;
}

function pickProblems({ card, locked, stored }: CardCheck, games: WeekGames): CardProblem[] {
  const problems: CardProblem[] = [];
  for (const [id, side] of Object.entries(card.picks)) {
    const game = games.get(id);
    if (!game) {
      problems.push({ code: 'unknown-game', game: id, message: `Game ${id} is not in this week.` });
    } else if (locked.has(id) && own(stored?.picks, id) !== side) {
      problems.push({ code: 'game-locked', game: id, message: `${title(game)} is locked; its pick stands.` });
    }
  }
  for (const game of games.values()) {
    if (locked.has(game.id) || game.state === 'off' || own(card.picks, game.id)) continue;
    problems.push({ code: 'missing-pick', game: game.id, message: `Pick a winner of ${title(game)}.` });
  }
  return problems;
}

function bankerProblems(check: CardCheck, games: WeekGames): CardProblem[] {
  const { card, locked, stored } = check;
  const before = stored?.banker ?? null;
  const problems: CardProblem[] = [];
  if (card.banker !== before) {
    for (const id of [before, card.banker]) {
      if (id === null || !locked.has(id)) continue;
      const game = games.get(id);
      const what = id === before ? 'the banker on it stands' : 'it can’t become the banker';
      problems.push({ code: 'game-locked', game: id, message: `${game ? title(game) : id} is locked; ${what}.` });
    }
  }
  if (problems.length > 0 || (card.banker !== null && locked.has(card.banker))) return problems;
  if (card.banker === null) return canHaveBanker(check, games) ? [BANKER_MISSING] : [];
  return openBankerProblems(check, games, card.banker, card.banker === before);
}

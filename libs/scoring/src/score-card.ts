import { countedPicks } from './counted-picks.js';
import type { Rules } from './rules.js';
import { type PickScore, scorePick } from './score-pick.js';
import type { CardPicks, WeekGames } from './types.js';

export interface CardScore {
  readonly points: number;
  /** Right picks, the banker among them. */
  readonly right: number;
  /** Picks in games that have started and were not called off. */
  readonly counted: number;
  /** What the banker brought or cost; null while no banker counts (none set, not started, postponed). */
  readonly bankerPoints: number | null;
  /** The score of each pick that counts, by game id. */
  readonly byGame: ReadonlyMap<string, PickScore>;
}

/**
 * Scores a card against the week's games as they stand. Picks in games that are not among `games` count nothing.
 * `joker` says whether the card's joker counts (some rules take only the first of a season, see `countedJokers`).
 */
export function scoreCard(card: CardPicks, games: WeekGames, rules: Rules, joker = card.joker): CardScore {
  const byGame = new Map<string, PickScore>();
  let points = 0;
  let right = 0;
  let bankerPoints: number | null = null;
  for (const [id, side] of countedPicks(card)) {
    const game = games.get(id);
    const score = game && scorePick(rules, game, { side, banker: card.banker === id, joker });
    if (!score) continue;
    byGame.set(id, score);
    points += score.points;
    if (score.right) right += 1;
    if (score.banker) bankerPoints = score.points;
  }
  return { points, right, counted: byGame.size, bankerPoints, byGame };
}

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
  /** Points won or lost by the banker; null while no banker counts (none set, not started, postponed). */
  readonly bankerPoints: number | null;
  /** The score of each pick that counts, by game id. */
  readonly byGame: ReadonlyMap<string, PickScore>;
}

/**
 * Scores a card against the current state of the week's games. Picks in games outside `games` count nothing.
 * `joker` says whether the card's joker counts (some rules count only the first of a season, see
 * `countedJokers`).
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

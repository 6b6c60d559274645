import type { Game, RulesName } from '@sunday-live/contract';
import { RULES, scoreCard, type WeekGames } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';

export interface CardTotal {
  readonly points: number;
  readonly right: number;
}

/**
 * Whether a card's joker counts. Where only the first of a season does, earlier cards decide, which this page does not
 * have; the player's own points tell: they fit the card either with its joker or without. Where both fit (no points yet), it is taken to count: few play a second one.
 * @param weekPoints the player's points of the week as the server says, if known
 */
export function jokerCounts(
  card: Picks,
  games: WeekGames,
  rules: RulesName,
  weekPoints: number | undefined,
): boolean {
  const rule = RULES[rules].joker;
  if (!rule || !card.joker) return false;
  if (rule.counts === 'every' || weekPoints === undefined) return true;
  const points = (joker: boolean) => scoreCard(card, games, RULES[rules], joker).points;
  return points(false) !== weekPoints || points(true) === weekPoints;
}

/** Points and right picks of a card in some games. */
export function cardTotal(card: Picks, games: WeekGames, rules: RulesName, joker: boolean): CardTotal {
  const { points, right } = scoreCard(card, games, RULES[rules], joker);
  return { points, right };
}

/** The games without those of the current day: the slate as it stood when the day began. */
export function gamesBeforeDay(
  games: ReadonlyMap<string, Game>,
  day: ReadonlySet<string>,
): ReadonlyMap<string, Game> {
  return new Map([...games].filter(([id]) => !day.has(id)));
}

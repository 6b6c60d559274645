import { bankerTeam } from './banker-team.js';
import type { UsedBanker } from './card-check.js';
import type { SeasonGames, WeekCard } from './types.js';

/**
 * Returns the banker teams that a season's cards have used, except that of one week if it is given. A game
 * that was called off uses nothing. Two cards can name one team when a called-off game is on again; the team
 * then belongs to the earlier week (S18).
 */
export function usedBankers(
  cards: Iterable<WeekCard>,
  games: SeasonGames,
  exceptWeek?: number,
): UsedBanker[] {
  const used = new Map<string, UsedBanker>();
  for (const card of cards) {
    const { week, banker } = card;
    if (week === exceptWeek || banker === null) continue;
    const game = games.get(week)?.get(banker);
    if (!game || game.state === 'off') continue;
    const team = bankerTeam(card, game);
    const known = used.get(team);
    if (known === undefined || week < known.week) used.set(team, { team, week });
  }
  return [...used.values()];
}

/**
 * Counts the jokers on a season's cards, except that of one week if it is given. A joker on a game that was
 * called off is used.
 */
export function usedJokers(cards: Iterable<WeekCard>, exceptWeek?: number): number {
  let used = 0;
  for (const card of cards) if (card.joker && card.week !== exceptWeek) used += 1;
  return used;
}

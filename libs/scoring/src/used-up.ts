import { bankerTeam } from './banker-team.js';
import type { UsedBanker } from './card-check.js';
import type { SeasonGames, WeekCard } from './types.js';

/**
 * The banker teams that a season's cards have used up, but for the card of one week if one is named. A game called off
 * uses nothing. A team that two cards name, since a game that was called off is on again, belongs to the earlier week (S18).
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

/** The jokers on a season's cards, but for the card of one week if one is named. One laid on a game that was called off is used. */
export function usedJokers(cards: Iterable<WeekCard>, exceptWeek?: number): number {
  let used = 0;
  for (const card of cards) if (card.joker && card.week !== exceptWeek) used += 1;
  return used;
}

import type { Card } from '@sunday-live/contract';
import type { WeekNow } from '../season/season.service.js';
import { clashesOf } from './card-check.js';
import type { MovedGame, SeasonCards, StoredCard } from './card-store.js';
import { ownCard } from './own-card.js';

/** The card with what its player has to know of it: games that have left the week, and what must be chosen again. */
export function ownCardWithProblems(
  stored: StoredCard,
  scene: WeekNow,
  own: SeasonCards,
  moved: readonly MovedGame[],
): Card {
  const card = ownCard(scene, stored);
  const left = moved.filter(({ id, left: week }) => week === card.week && Object.hasOwn(stored.picks, id));
  const problems = [
    ...left.map((game) => ({ code: 'game-moved', message: movedMessage(game, scene) })),
    ...clashesOf(scene, own).map(({ code, message }) => ({ code, message })),
  ];
  return problems.length === 0 ? card : { ...card, problems };
}

function movedMessage({ away, home, week, ...to }: MovedGame, { state }: WeekNow): string {
  const there = to.season === state.season && to.seasonType === state.seasonType;
  const where = there ? `to week ${week}: pick it there` : 'out of this part of the season';
  return `${away} at ${home} was moved ${where}. Here it counts for nothing, and a banker or joker on it is free again.`;
}

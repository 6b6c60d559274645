import type { Card } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import type { WeekNow } from '../calendar/season.service.js';
import { sameSeason, seasonTypeOf } from '../slate/week-key.js';
import type { MovedGame, SeasonCards, StoredCard } from './card.sql.js';
import { clashesOf, ownCard } from './card-check.js';

/** Returns the card with its problems: games that have left the week, and parts that must be chosen again. */
export function ownCardWithProblems(
  stored: StoredCard,
  scene: WeekNow,
  own: SeasonCards,
  moved: readonly MovedGame[],
): Card {
  const card = ownCard(scene, stored);
  const left = moved.filter(({ id, left: week }) => week === card.week && Object.hasOwn(stored.picks, id));
  const problems = [
    ...left.map((game) => ({ code: 'game-moved', message: movedMessage(game, stored, scene) })),
    ...clashesOf(scene, own).map(({ code, message }) => ({ code, message })),
  ];
  return problems.length === 0 ? card : { ...card, problems };
}

function movedMessage(
  { id, away, home, left, week, locked, ...to }: MovedGame,
  { freed }: StoredCard,
  { state }: WeekNow,
): string {
  const type = seasonTypeOf(state.seasonType);
  const there = sameSeason(to, state);
  const where = there ? `to ${weekPhrase(type, week)}` : 'out of this part of the season';
  const free = freed?.joker ? 'your banker and your joker are free again' : 'your banker is free again';
  const news = `${away} at ${home} was moved ${where}: your pick for ${weekPhrase(type, left)} is void`;
  return `${news}${freed?.game === id ? `, ${free}` : ''}.${there ? ` ${nextStep(locked, weekPhrase(type, week))}` : ''}`;
}

function nextStep(locked: boolean, week: string): string {
  return locked ? `It is locked in ${week}, and counts there as it was picked.` : `Pick it in ${week}.`;
}

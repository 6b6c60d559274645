import type { Card, MyCards, Season } from '@sunday-live/contract';
import { expect, it } from 'vitest';
import { newsOfCards } from './words.js';

const card = (week: number, ...messages: string[]): Card => ({
  week,
  picks: {},
  banker: null,
  joker: false,
  version: 1,
  lockedAt: null,
  picked: 0,
  games: 0,
  problems: messages.map((message) => ({ code: 'game-moved', message })),
});
const weeks: Season['weeks'] = [
  { week: 7, name: 'Week 7', deadline: '', state: 'done' },
  { week: 8, name: 'Week 8', deadline: '', state: 'locked' },
  { week: 9, name: 'Week 9', deadline: '', state: 'open' },
];

it('returns the notices about cards of weeks that are not over', () => {
  const { problems: _none, ...quiet } = card(10);
  const cards: MyCards = {
    cards: [card(7, 'old'), card(8, 'moved'), card(9, 'banker again', 'joker again'), quiet],
    bankers: [],
    jokers: { used: 0, perSeason: 3 },
  };
  expect(newsOfCards(cards, { weeks })).toEqual([
    { week: 8, messages: ['moved'] },
    { week: 9, messages: ['banker again', 'joker again'] },
  ]);
});

import {
  historySchema,
  leagueCardsSchema,
  myCardsSchema,
  seasonGamesSchema,
  weekFactsSchema,
} from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { checked, type Shape } from '../../http/shape.js';
import { history, leagueCards } from '../../http/shapes.js';
import { aCountedCard, aGame, aHistory, aHistoryEvent } from '../../testing/slate.js';
import { myCards, seasonGames, weekFacts } from './queries.js';

const CARD = {
  week: 8,
  picks: { a: 'home' },
  banker: null,
  joker: true,
  version: 2,
  lockedAt: null,
  picked: 1,
  games: 2,
  saved: { at: '2024-10-20T19:42:00Z', device: 'iPad' },
};
const AT = { epoch: 'e1', seq: 7 };
const BASE = { player: 'p0', points: 3, right: 1, bankerPoints: -2, bankers: 1, jokerSpent: false };
const cards = [{ player: 'p0', ...aCountedCard({ a: 'home' }), corrected: true }];
const FACTS = {
  game: 'a',
  awayRecord: '4-3',
  homeRecord: '5-2',
  odds: 'EVEN',
  overUnder: 44.5,
  neutral: true,
};

/** Every way to leave out a key, or to put something else in its place. */
function damages(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [[], {}];
  return Object.keys(value).flatMap((key) => {
    const { [key]: part, ...rest } = value as Record<string, unknown>;
    const inPlace = (damaged: unknown) =>
      Array.isArray(value) ? value.with(Number(key), damaged) : { ...rest, [key]: damaged };
    return [...(Array.isArray(value) ? [] : [rest]), ...damages(part).map(inPlace)];
  });
}

describe('what the card page reads', () => {
  it.each([
    [
      'my cards',
      myCards,
      myCardsSchema,
      { cards: [CARD], bankers: [{ week: 8, team: 'PHI' }], jokers: { used: 1, perSeason: 3 } },
    ],
    [
      'facts',
      weekFacts,
      weekFactsSchema,
      { season: 2024, type: 'regular', week: 8, facts: [FACTS, { game: 'b' }] },
    ],
    [
      'a season’s games',
      seasonGames,
      seasonGamesSchema,
      { ...AT, season: 2024, type: 'regular', games: [aGame()] },
    ],
    [
      'a league’s cards',
      leagueCards,
      leagueCardsSchema,
      { league: 'sofa', week: 8, ...AT, cards, bases: [BASE] },
    ],
    ['the history of a week', history, historySchema, aHistory([aHistoryEvent(7, 'now', aGame(), 'final')])],
  ])('%s: the shape agrees with the contract on every damage', (_what, shape, schema, example) => {
    const accepts = (value: unknown) => {
      try {
        checked(shape as Shape<unknown>, value);
        return true;
      } catch {
        return false;
      }
    };
    expect(accepts(example)).toBe(true);
    const all = damages(example);
    expect(all.length).toBeGreaterThan(10);
    for (const damaged of all) {
      expect([damaged, accepts(damaged)]).toEqual([damaged, schema.safeParse(damaged).success]);
    }
  });
});

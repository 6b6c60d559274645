import type { Cause } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../../live/changes.js';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../../../../testing/slate.js';
import { keyOf } from '../../use-events.js';
import { eventRanks } from './event-ranks.js';
import type { FieldInput } from './field.js';

const event = (seq: number, kind: Cause['kind'], awayScore: number, homeScore: number): LiveEvent => ({
  seq,
  at: '2024-10-27T18:00:00Z',
  cause: { game: 'g1', kind },
  awayScore,
  homeScore,
});

const kickOff = event(1, 'kick-off', 0, 0);
const touchdown = event(2, 'touchdown', 6, 0);
const overturned = event(3, 'correction', 0, 0);
const answer = event(4, 'touchdown', 0, 6);
const feed = [answer, overturned, touchdown, kickOff];

function input(homeScore = 6): FieldInput {
  const table = rows([0, 6]);
  const state = aState({
    games: [aGame({ state: 'in', awayScore: 0, homeScore })],
    players: [aPlayer(0), aPlayer(1)],
    scopes: { day: table, week: table, season: table },
  });
  const cards = new Map([
    ['p0', aCountedCard({ g1: 'away' })],
    ['p1', aCountedCard({ g1: 'home' })],
  ]);
  return { state, scope: 'week', day: new Set(['g1']), cards, rules: 'classic', bases: null };
}

describe('the effect of each event', () => {
  it('has ranks, points and the lead before and after; a correction reverses them', () => {
    const stories = eventRanks(input(), feed, 0);
    expect(feed.toReversed().map((one) => stories.get(keyOf(one)))).toEqual([
      { own: { before: 1, after: 1, points: 0 }, leads: null },
      { own: { before: 1, after: 1, points: 6 }, leads: 0 },
      { own: { before: 1, after: 1, points: -6 }, leads: null },
      { own: { before: 1, after: 2, points: 0 }, leads: 1 },
    ]);
  });

  it('has the lead for a viewer without a row', () => {
    expect(eventRanks(input(), feed, null).get(keyOf(answer))).toEqual({ own: null, leads: 1 });
  });

  it('is empty where the log does not end in the current standings', () => {
    expect(eventRanks(input(), feed.slice(1), 0)).toEqual(new Map());
    expect(eventRanks({ ...input(), cards: new Map() }, feed, 0)).toEqual(new Map());
  });
});

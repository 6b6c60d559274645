import type { Cause } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { causeOfScore } from './cause.js';
import type { GameObservation } from './observation.js';

const game = { id: '1', away: 'CHI', home: 'WSH' };
const level = { awayScore: 0, homeScore: 0 };
const touchdown: Cause = { game: '1', kind: 'touchdown', team: 'CHI' };

function away(points: number, said?: GameObservation['twoPoints'], previous: Cause | null = null): Cause {
  return causeOfScore(game, level, { awayScore: points, homeScore: 0 }, said, previous);
}

describe('cause of a score', () => {
  it.each([
    [1, 'extra-point'],
    [3, 'field-goal'],
    [6, 'touchdown'],
    [7, 'touchdown'],
    [8, 'touchdown'],
    [4, 'score'],
    [10, 'score'],
  ] as const)('%i points are a %s by the team that has them', (points, kind) => {
    expect(away(points)).toEqual({ game: '1', kind, team: 'CHI' });
  });

  it('takes two points for a try right after the same team’s touchdown', () => {
    expect(away(2, undefined, touchdown).kind).toBe('two-point');
    expect(away(2, undefined, { ...touchdown, team: 'WSH' }).kind).toBe('safety');
    expect(away(2, undefined, { ...touchdown, kind: 'field-goal' }).kind).toBe('safety');
    expect(away(2).kind).toBe('safety');
  });

  it('prefers what the feed says to a guess', () => {
    expect(away(2, 'two-point').kind).toBe('two-point');
    expect(away(2, 'safety', touchdown).kind).toBe('safety');
  });

  it('names the home team when it scored', () => {
    expect(causeOfScore(game, level, { awayScore: 0, homeScore: 3 }, undefined, null).team).toBe('WSH');
  });

  it('calls points taken back a correction, also when the other team gained', () => {
    const after = { awayScore: 3, homeScore: 0 };
    expect(causeOfScore(game, { awayScore: 0, homeScore: 6 }, after, undefined, null)).toEqual({
      game: '1',
      kind: 'correction',
    });
  });

  it('names no team when both scored between two polls', () => {
    expect(causeOfScore(game, level, { awayScore: 7, homeScore: 3 }, undefined, null)).toEqual({
      game: '1',
      kind: 'score',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { GameState } from '../state/game-state.js';
import type { Phase } from '../state/phase.js';
import { displayClock, statusOf } from './status.js';

const date = Date.parse('2025-12-22T01:20Z');

function status(phase: Phase, period: number, clock = 0) {
  const state: GameState = { phase, period, clock, awayScore: 0, homeScore: 0, line: [] };
  return statusOf(state, date);
}

describe('the status', () => {
  it.each([
    ['pre', 0, 'STATUS_SCHEDULED', 'pre', false, 'Sun, December 21st at 8:20 PM EST'],
    ['playing', 1, 'STATUS_IN_PROGRESS', 'in', false, '0:09 - 1st Quarter'],
    ['playing', 4, 'STATUS_IN_PROGRESS', 'in', false, '0:09 - 4th Quarter'],
    ['playing', 5, 'STATUS_IN_PROGRESS', 'in', false, '0:09 - OT'],
    ['end-period', 3, 'STATUS_END_PERIOD', 'in', false, 'End of 3rd Quarter'],
    ['halftime', 2, 'STATUS_HALFTIME', 'in', false, 'Halftime'],
    ['final', 4, 'STATUS_FINAL', 'post', true, 'Final'],
    ['final', 5, 'STATUS_FINAL', 'post', true, 'Final/OT'],
    ['cancelled', 0, 'STATUS_CANCELED', 'post', false, 'Canceled'],
  ] as const)('%s in period %i', (phase, period, name, state, completed, detail) => {
    const clock = phase === 'playing' ? 9 : 0;
    const { type, ...rest } = status(phase, period, clock);
    expect(type).toMatchObject({ name, state, completed, detail });
    expect(rest).toEqual({ clock, displayClock: clock === 9 ? '0:09' : '0:00', period });
  });

  it('marks overtime only when there was one', () => {
    expect(status('final', 4).type).not.toHaveProperty('altDetail');
    expect(status('final', 5).type.altDetail).toBe('OT');
    expect(status('final', 6).type).toMatchObject({ detail: 'Final/2OT', altDetail: '2OT' });
  });

  it('writes clocks without a leading zero', () => {
    expect([900, 551, 60, 9, 0].map(displayClock)).toEqual(['15:00', '9:11', '1:00', '0:09', '0:00']);
  });
});

import type { GameState } from '../state/game-state.js';
import { ordinal, scheduledTexts } from './dates.js';
import type { Status } from './schema.js';

/** `9:00`, without a leading zero. */
export function displayClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** Builds the status object of a game whose served kickoff is `date`. */
export function statusOf(state: GameState, date: number): Status {
  return {
    clock: state.clock,
    displayClock: displayClock(state.clock),
    period: state.period,
    type: statusType(state, date),
  };
}

function statusType(state: GameState, date: number): Status['type'] {
  switch (state.phase) {
    case 'pre':
      return {
        id: '1',
        name: 'STATUS_SCHEDULED',
        state: 'pre',
        completed: false,
        description: 'Scheduled',
        ...scheduledTexts(date),
      };
    case 'playing': {
      const clock = displayClock(state.clock);
      const overtime = state.period > 4;
      const period = ordinal(state.period);
      return {
        id: '2',
        name: 'STATUS_IN_PROGRESS',
        state: 'in',
        completed: false,
        description: 'In Progress',
        detail: overtime ? `${clock} - OT` : `${clock} - ${period} Quarter`,
        shortDetail: `${clock} - ${overtime ? 'OT' : period}`,
      };
    }
    case 'end-period': {
      const text = `End of ${state.period > 4 ? 'OT' : `${ordinal(state.period)} Quarter`}`;
      return {
        id: '22',
        name: 'STATUS_END_PERIOD',
        state: 'in',
        completed: false,
        description: 'End of Period',
        detail: text,
        shortDetail: text.replace(' Quarter', ''),
      };
    }
    case 'halftime':
      return {
        id: '23',
        name: 'STATUS_HALFTIME',
        state: 'in',
        completed: false,
        description: 'Halftime',
        detail: 'Halftime',
        shortDetail: 'Halftime',
      };
    case 'final': {
      const text = finalText(state.period);
      return {
        id: '3',
        name: 'STATUS_FINAL',
        state: 'post',
        completed: true,
        description: 'Final',
        detail: text,
        shortDetail: text,
        ...(state.period > 4 ? { altDetail: text.slice('Final/'.length) } : {}),
      };
    }
    case 'cancelled':
      return {
        id: '5',
        name: 'STATUS_CANCELED',
        state: 'post',
        completed: false,
        description: 'Canceled',
        detail: 'Canceled',
        shortDetail: 'Canceled',
      };
  }
}

function finalText(period: number): string {
  if (period <= 4) {
    return 'Final';
  }
  return period === 5 ? 'Final/OT' : `Final/${period - 4}OT`;
}

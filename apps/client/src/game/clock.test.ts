import { expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { kickoffTime, statusWords } from './clock.js';

const placeholder = aGame({ kickoff: '2027-01-10T05:00:00.000Z', timeValid: false });

it.each(['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'])(
  'F6: of a placeholder kickoff only the day is shown, the same in %s',
  (zone) => {
    expect(statusWords(placeholder, zone)).toBe('Sun 10 Jan, time to be set');
    expect(kickoffTime(placeholder, zone)).toBe('Sun 10 Jan, time to be set');
  },
);

it('F6: a game without `timeValid` has a real kickoff time', () => {
  expect(kickoffTime(aGame(), 'Europe/London')).toBe('Sun 17:00');
});

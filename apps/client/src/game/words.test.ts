import { ordinal, plain, signed, timeOfDay, zoneName } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { linkWords, type Pace } from '../live/link-words.js';
import { EMPTY_VIEW, type LiveView } from '../live/live-store.js';
import { type SummaryState, summaryOf } from '../pages/live/minute-summary.js';
import { aGame, aState } from '../testing/slate.js';
import { kickoffTime, statusWords } from './clock.js';
import { ageWords, causeWords, scoreLine } from './words.js';

describe('numbers in words', () => {
  it('have a sign for changes, with a real minus', () => {
    expect([14, -46, 0].map(signed)).toEqual(['+14', '−46', '0']);
    expect([14, -46, 0].map(plain)).toEqual(['14', '−46', '0']);
  });

  it('count places', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th'.split(' '),
    );
  });

  it('format an age', () => {
    expect([-5, 8_400, 89_000, 91_000, 180_000, 7_200_000].map(ageWords)).toEqual(
      '0 s,8 s,89 s,2 min,3 min,2 h'.split(','),
    );
  });

  it('describe events', () => {
    expect(causeWords({ game: 'g', kind: 'touchdown', team: 'KC' })).toBe('Touchdown Chiefs');
    expect(causeWords({ game: 'g', kind: 'score', team: 'TBD' })).toBe('Score TBD');
    expect(causeWords({ game: 'g', kind: 'correction' })).toBe('Score corrected');
    expect(scoreLine(aGame({ awayScore: 14, homeScore: 7 }))).toBe('CHI 14, WSH 7');
  });
});

describe('the state of a game', () => {
  const live = { state: 'in', period: 3, clock: '9:11' } as const;

  it('has clock and quarter, halftime, and overtime', () => {
    expect(statusWords(aGame({ ...live, detail: '9:11 - 3rd' }), 'UTC')).toBe('9:11 3rd');
    expect(statusWords(aGame({ ...live, detail: 'Halftime' }), 'UTC')).toBe('Halftime');
    expect(statusWords(aGame({ ...live, period: 5, clock: '2:00' }), 'UTC')).toBe('2:00 OT');
    expect(statusWords(aGame({ ...live, period: 6, clock: '2:00' }), 'UTC')).toBe('2:00 2OT');
  });

  it('before, after, and when it is called off', () => {
    expect(statusWords(aGame(), 'Europe/Berlin')).toBe('Sun 18:00');
    expect(statusWords(aGame({ state: 'post', detail: 'Final/OT' }), 'UTC')).toBe('Final/OT');
    expect(statusWords(aGame({ state: 'post', period: 5 }), 'UTC')).toBe('Final/OT');
    expect(statusWords(aGame({ state: 'off' }), 'UTC')).toBe('Postponed');
    expect(statusWords(aGame({ state: 'off', detail: 'Canceled' }), 'UTC')).toBe('Canceled');
  });

  it('uses the player’s zone, also at the end of summer time', () => {
    expect(kickoffTime(aGame({ kickoff: '2024-10-26T17:00:00Z' }), 'Europe/Berlin')).toBe('Sat 19:00');
    expect(kickoffTime(aGame({ kickoff: '2024-10-27T17:00:00Z' }), 'Europe/Berlin')).toBe('Sun 18:00');
    expect(timeOfDay('2024-10-27T17:00:00Z', 'America/Chicago')).toBe('12:00');
    expect(zoneName('Europe/Berlin', new Date('2024-11-03T12:00:00Z'))).toBe(
      'Central European Standard Time',
    );
  });
});

describe('the connection in words', () => {
  const NOW = Date.parse('2024-10-27T17:10:00Z');
  const view = (
    changes: Partial<LiveView>,
    asOf = '2024-10-27T17:09:58Z',
    state: 'ok' | 'stale' | 'down' = 'ok',
  ) => ({
    ...EMPTY_VIEW,
    state: aState({ feed: { state, asOf } }),
    heardAt: NOW,
    ...changes,
  });
  const words = (from: LiveView, live = 1) => linkWords(from, live, { clock: NOW, elapsed: NOW });

  it('is live only while a game is in progress', () => {
    expect(words(view({ link: 'socket' }))).toEqual({
      tone: 'live',
      text: 'Live',
      age: '2 s',
      stale: false,
      silence: null,
    });
    expect(words(view({ link: 'polling' })).text).toBe('Live by polling');
    expect(words(view({ link: 'socket' }), 0).text).toBe('Connected');
    expect(words(view({ link: 'polling' }), 0).text).toBe('Connected by polling');
  });

  it('shows a stale feed with its age, from 90 s on or when the server says so', () => {
    const old = words(view({ link: 'socket' }, '2024-10-27T17:08:30Z'));
    expect(old).toEqual({ tone: 'warn', text: 'Scores are late', age: '2 min', stale: true, silence: null });
    expect(words(view({ link: 'socket' }, undefined, 'stale')).text).toBe('Scores are late');
    expect(words(view({ link: 'socket' }, undefined, 'stale')).age).toBeNull();
    expect(words(view({ link: 'socket' }, '2024-10-27T17:09:30Z', 'stale')).age).toBe('30 s');
    expect(words(view({ link: 'polling' }, undefined, 'down')).text).toBe('Scores are down');
    expect(words(view({ link: 'socket' }, '2024-10-27T17:08:30Z'), 0).stale).toBe(false);
  });

  it('calls no frozen state live, and gives no age for scores that it does not show', () => {
    const paced = (from: LiveView, pace: Pace) => linkWords(from, 1, { clock: NOW, elapsed: NOW }, pace);
    const { tone, text, age } = paced(view({ link: 'socket' }), 'held');
    expect([tone, text, age]).toEqual(['calm', 'Held', null]);
    expect(paced(view({ link: 'polling' }), 'calm')).toMatchObject({ tone: 'calm', text: 'Calm', age: null });
    // problems are shown nevertheless
    expect(paced(view({ link: 'offline' }), 'held').text).toBe('Offline');
    expect(paced(view({ link: 'socket' }, undefined, 'stale'), 'calm').text).toBe('Scores are late');
    expect(paced(view({ link: 'socket', heardAt: NOW - 15_000 }), 'held').text).toBe(
      'No word from the server',
    );
  });

  it('corrects the age by the server’s clock', () => {
    expect(words(view({ link: 'socket', clockSkewMs: 60_000 }, '2024-10-27T17:10:58Z')).age).toBe('2 s');
  });

  it('names silence, loss and refusal', () => {
    const silent = words(view({ link: 'socket', heardAt: NOW - 15_000 }));
    expect(silent).toMatchObject({ text: 'No word from the server', silence: '15 s' });
    // screen readers hear the text, so it must not change each second
    expect(words(view({ link: 'socket', heardAt: NOW - 16_000 })).text).toBe(silent.text);
    expect(words(view({ link: 'reconnecting' })).text).toBe('Reconnecting…');
    expect(words(view({ link: 'offline' })).text).toBe('Offline');
    expect(words({ ...EMPTY_VIEW }).text).toBe('Connecting…');
    expect(words(view({ link: 'signed-out' })).text).toBe('Signed out');
  });
});

describe('the summary of a minute', () => {
  const state: SummaryState = { scope: 'week', rank: 5, shared: false, points: 100, leader: 'Ann' };

  it('is null at first, and when nothing is new', () => {
    expect(summaryOf(null, state, ['Final'])).toBeNull();
    expect(summaryOf(state, { ...state }, [])).toBeNull();
    expect(summaryOf(state, { ...state, scope: 'day', rank: 1 }, [])).toBeNull();
  });

  it('names what happened, the viewer’s place, and the leader', () => {
    const now = { ...state, rank: 2, points: 107, leader: 'Ben' };
    expect(summaryOf(state, now, ['Field goal Bears'])).toBe(
      'Field goal Bears. You are 2nd this week with 107 points, up 3. Ben leads.',
    );
    expect(summaryOf(state, { ...state, rank: 6, shared: true }, [])).toBe(
      'You are T6 this week with 100 points, down 1.',
    );
    expect(summaryOf({ ...state, rank: null }, { ...state, points: -1 }, [])).toBe(
      'You are 5th this week with −1 points.',
    );
  });

  it('names the newest events of a busy minute and counts the others', () => {
    expect(summaryOf(state, state, ['Final', 'Safety Bears'])).toBe('Final, Safety Bears.');
    expect(summaryOf(state, state, ['Final', 'Safety Bears', 'Touchdown Lions', 'Final'])).toBe(
      'Final, Safety Bears and 2 more.',
    );
  });
});

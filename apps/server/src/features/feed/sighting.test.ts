import { describe, expect, it } from 'vitest';
import { normalise } from './espn/espn-feed.js';
import { readScoreboard } from './espn/scoreboard.schema.js';
import { gameEvent, type Json, type JsonObject, scoreboard, statuses } from './espn/testing/espn-payload.js';
import { Sighting, type StoredLiveGame } from './sighting.js';

const now = new Date('2025-12-21T22:00:00Z');
const IDS = ['1', '2', '3', '4', '5', '6', '7'];
const WEEK = { season: 2025, seasonType: 2, week: 16 };

const stored = (id: string, more: Partial<StoredLiveGame> = {}): StoredLiveGame => ({
  id,
  ...WEEK,
  away: 'JAX',
  home: 'DEN',
  state: 'in',
  kickoff: new Date('2025-12-21T21:05:00Z'),
  timeValid: true,
  ...more,
});

function event(id: string): JsonObject {
  return gameEvent({ id, status: statuses.inProgress, awayScore: '7', homeScore: '3' });
}

/** `score` is renamed. */
function renamed(id: string): JsonObject {
  return JSON.parse(JSON.stringify(event(id)).replaceAll('"score"', '"points"'));
}

function sightingOf(events: Json[]): Sighting {
  const sighting = new Sighting();
  sighting.add(normalise(readScoreboard(scoreboard(events))));
  return sighting;
}

describe('F18: what share of the live games could be read', () => {
  const all = IDS.map((id) => stored(id));

  it.each([2, 3, 6, 7])('%i of 7 unread are too many, and the words say which and why', (bad) => {
    const events = IDS.map((id, index) => (index < bad ? renamed(id) : event(id)));
    const words = sightingOf(events).tooMuchUnread(all, now);
    expect(words).toMatch(
      `${bad} of 7 games under way could not be read: bad-score ([null,null]) in JAX at DEN`,
    );
  });

  it('one of several is only quarantined; the only one is too many', () => {
    const events = IDS.map((id, index) => (index < 1 ? renamed(id) : event(id)));
    expect(sightingOf(events).tooMuchUnread(all, now)).toBeNull();
    expect(sightingOf([renamed('1')]).tooMuchUnread([stored('1')], now)).toMatch('1 of 1');
  });

  it('counts games that are not stored yet, by what their events say', () => {
    expect(sightingOf(IDS.map(renamed)).tooMuchUnread([], now)).toMatch('7 of 7');
  });

  it('an answer of which nothing can be read is too much, live or not; events of another kind are not', () => {
    const shapeless = IDS.map((id) => ({ id, competition: 'elsewhere' }));
    expect(sightingOf(shapeless).tooMuchUnread([], now)).toMatch('none of 7 events');
    const offSeason = IDS.map((id) => gameEvent({ id, season: { year: 2025, type: 4 } }));
    expect(sightingOf(offSeason).tooMuchUnread([], now)).toBeNull();
  });

  it('missing games count while they run, not those forgotten long ago', () => {
    expect(sightingOf([event('1')]).tooMuchUnread([stored('1'), stored('2'), stored('3')], now)).toMatch(
      '2 of 3 games under way could not be read: missing',
    );
    const old = { kickoff: new Date('2025-12-20T21:05:00Z') };
    expect(
      sightingOf([event('1')]).tooMuchUnread([stored('1'), stored('2', old), stored('3', old)], now),
    ).toBeNull();
  });

  it('a game without an id and a stored game that is missing are one', () => {
    const nameless = ['1', '2'].map((id) => ({ ...event(id), id: null }));
    expect(
      sightingOf([...nameless, event('3')]).tooMuchUnread(
        ['1', '2', '3'].map((id) => stored(id)),
        now,
      ),
    ).toMatch('2 of 3');
  });

  it('an unchanged board counts as read, and a week that gives no answer does not', () => {
    const sighting = new Sighting();
    sighting.unchanged(WEEK);
    expect(sighting.tooMuchUnread(all, now)).toBeNull();
    const other = { ...WEEK, week: 15 };
    sighting.failed(other, 'status: HTTP 500');
    expect(sighting.tooMuchUnread([stored('8', other)], now)).toMatch('HTTP 500');
  });
});

describe('P6: the weeks in play', () => {
  const due = { state: 'pre' as const, kickoff: new Date('2025-12-21T22:05:00Z') };

  it('are those with a live game that the board does not show, two at most, the latest first', () => {
    const late = stored('20', { week: 15 });
    const later = stored('21', { week: 14, kickoff: new Date('2025-12-21T21:30:00Z') });
    const old = stored('22', { week: 3, kickoff: new Date('2025-09-21T21:30:00Z') });
    const games = [stored('1'), late, later, old];
    const weeks = sightingOf([event('1')]).otherWeeks(games, now, WEEK);
    expect(weeks.map(({ week }) => week)).toEqual([14, 15]);
  });

  it('also before kickoff; neither a game to come nor one whose time is to be set', () => {
    const sighting = sightingOf([event('1')]);
    const weeks = (game: Partial<StoredLiveGame>) =>
      sighting.otherWeeks([stored('20', { week: 15, ...due, ...game })], now, WEEK).length;
    expect(weeks({})).toBe(1);
    expect(weeks({ timeValid: false })).toBe(0);
    expect(weeks({ kickoff: new Date('2025-12-22T22:05:00Z') })).toBe(0);
  });
});

describe('F19: clocks', () => {
  it('say the same only while no running game has moved; games that rest do not count', () => {
    const at = (displayClock: string) =>
      sightingOf([
        gameEvent({ id: '1', status: { ...statuses.inProgress, displayClock }, awayScore: '0' }),
        gameEvent({ id: '2', status: statuses.halftime }),
      ]).clocks();
    expect(at('9:00')).toBe(at('9:00'));
    expect(at('9:00')).not.toBe(at('8:58'));
    expect(sightingOf([gameEvent({ status: statuses.halftime })]).clocks()).toBeNull();
    expect(sightingOf([gameEvent({ status: statuses.delayed })]).clocks()).toBeNull();
  });
});

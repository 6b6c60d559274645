import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGame, type GameChange, situationPace } from './game-change.js';
import type { GameObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

const NOW = new Date('2024-10-27T18:00:00Z');

const seen: GameObservation = {
  id: '1',
  season: 2024,
  seasonType: 2,
  week: 8,
  kickoff: '2024-10-27T17:00:00Z',
  timeValid: true,
  away: 'CHI',
  home: 'WSH',
  awayScore: 7,
  homeScore: 3,
  state: 'in',
  detail: '9:00 - 2nd',
  period: 2,
  clock: '9:00',
  possession: 'home',
  redZone: false,
  lastPlay: null,
  facts: {},
};

function stored(observation: Partial<GameObservation> = {}, situationAge = 0): StoredGame {
  const game = { ...seen, ...observation };
  return {
    ...game,
    kickoff: new Date(game.kickoff),
    season_type: game.seasonType,
    away_score: game.awayScore,
    home_score: game.homeScore,
    red_zone: game.redZone,
    time_valid: game.timeValid,
    locked_at: null,
    pause: game.pause ?? null,
    situation_at: new Date(NOW.getTime() - situationAge),
    hand_since: null,
    hand_name: null,
    rev: 1,
  };
}

function compare(before: StoredGame, now: Partial<GameObservation>): GameChange {
  return compareGame(before, { ...seen, ...now }, null, situationPace([before], NOW, 60_000));
}

function kinds(change: GameChange): (string | null)[] {
  return change.kind === 'steps' ? change.steps.map((step) => step.cause?.kind ?? null) : [change.kind];
}

describe('the change of a stored game by an observation', () => {
  it('is none when it says the same', () => {
    expect(compare(stored(), {})).toEqual({ kind: 'same' });
  });

  it('lets the clock wait, but not a new period, half-time or a moved kickoff', () => {
    expect(kinds(compare(stored(), { clock: '8:20', detail: '8:20 - 2nd' }))).toEqual(['same']);
    expect(kinds(compare(stored({}, 60_000), { clock: '8:20', detail: '8:20 - 2nd' }))).toEqual([null]);
    expect(kinds(compare(stored(), { period: 3 }))).toEqual([null]);
    expect(kinds(compare(stored(), { detail: 'Halftime' }))).toEqual([null]);
    expect(kinds(compare(stored(), { kickoff: '2024-10-27T17:30:00Z' }))).toEqual([null]);
  });

  it('stores every clock when one has waited long enough', () => {
    const pace = situationPace([stored({}, 60_000), stored({}, 5_000)], NOW, 60_000);
    const ticked = { ...seen, clock: '8:20', detail: '8:20 - 2nd' };
    expect(kinds(compareGame(stored({}, 5_000), ticked, null, pace))).toEqual([null]);
    const early = situationPace([stored({}, 59_000), stored({ state: 'pre' }, 99_000)], NOW, 60_000);
    expect(kinds(compareGame(stored({}, 5_000), ticked, null, early))).toEqual(['same']);
  });

  it('ignores the key order of the facts', () => {
    const before = stored({ facts: { awayRecord: '4-3', homeRecord: '5-2' } }, 60_000);
    expect(kinds(compare(before, { facts: { homeRecord: '5-2', awayRecord: '4-3' } }))).toEqual(['same']);
  });

  it('has separate steps for a last-second touchdown and the final gun', () => {
    const change = compare(stored(), { awayScore: 13, state: 'post', detail: 'Final' });
    expect(kinds(change)).toEqual(['touchdown', 'final']);
    expect(change.kind === 'steps' && change.steps[0]?.observation.state).toBe('in');
  });

  it('has separate steps for a kickoff and a first score', () => {
    const change = compare(stored({ state: 'pre', awayScore: 0, homeScore: 0 }), {
      awayScore: 7,
      homeScore: 0,
    });
    expect(kinds(change)).toEqual(['kick-off', 'touchdown']);
  });

  it('calls points taken back, and a result changed afterwards, a correction: one event', () => {
    expect(kinds(compare(stored(), { awayScore: 0 }))).toEqual(['correction']);
    const over = stored({ state: 'post' });
    expect(kinds(compare(over, { state: 'post', homeScore: 10 }))).toEqual(['correction']);
  });

  it('quarantines an impossible observation', () => {
    expect(compare(stored({ state: 'post' }), { state: 'pre' }).kind).toBe('quarantine');
    expect(compare(stored({ state: 'post' }), { state: 'in' }).kind).toBe('quarantine');
    expect(compare(stored(), { state: 'pre' }).kind).toBe('quarantine');
    expect(compare(stored(), { home: 'DAL' }).kind).toBe('quarantine');
    expect(compare(stored({ state: 'pre' }), { state: 'pre', awayScore: 3 }).kind).toBe('quarantine');
  });

  it('follows the new kickoff of a game that was delayed before its first play, but not of one that was played', () => {
    const delayed = {
      period: 1,
      clock: '15:00',
      detail: 'Delayed',
      pause: 'delay' as const,
      awayScore: 0,
      homeScore: 0,
    };
    const later = {
      state: 'pre',
      period: 0,
      awayScore: 0,
      homeScore: 0,
      kickoff: '2024-10-27T19:00:00Z',
    } as const;
    expect(kinds(compare(stored(delayed), later))).toEqual([null]);
    for (const played of [
      { awayScore: 3 },
      { period: 2 },
      { detail: '9:00 - 1st', pause: undefined },
      { kickoff: later.kickoff },
    ]) {
      expect(compare(stored({ ...delayed, ...played }), later).kind).toBe('quarantine');
    }
  });

  it('accepts that a game which was delayed before its first play is still delayed', () => {
    const delayed = {
      period: 1,
      clock: '15:00',
      detail: 'Delayed',
      pause: 'delay' as const,
      awayScore: 0,
      homeScore: 0,
    };
    const waits = { state: 'pre', period: 0, clock: '0:00', awayScore: 0, homeScore: 0 } as const;
    expect(kinds(compare(stored(delayed), { ...waits, detail: 'Delayed', pause: 'delay' }))).toEqual([null]);
    expect(compare(stored(delayed), { ...waits, detail: '', pause: undefined }).kind).toBe('quarantine');
    expect(
      compare(stored({ ...delayed, period: 2 }), { ...waits, detail: 'Delayed', pause: 'delay' }).kind,
    ).toBe('quarantine');
  });

  it('lets a postponed game come back', () => {
    expect(kinds(compare(stored({ state: 'off' }), { state: 'pre', awayScore: 0, homeScore: 0 }))).toEqual([
      null,
    ]);
    expect(kinds(compare(stored({ state: 'pre' }), { state: 'off', awayScore: 0, homeScore: 0 }))).toEqual([
      null,
    ]);
  });

  it('ends where the observation says, whatever the steps', () => {
    const state = fc.constantFrom('pre', 'in', 'post', 'off' as const);
    const score = fc.nat(40);
    const change = fc.record({ state, awayScore: score, homeScore: score, period: fc.nat(5) });
    fc.assert(
      fc.property(change, change, (before, after) => {
        const result = compare(stored(before), after);
        if (result.kind === 'steps') expect(result.steps.at(-1)?.observation).toEqual({ ...seen, ...after });
        if (result.kind === 'same') expect(before).toEqual(after);
      }),
    );
  });
});

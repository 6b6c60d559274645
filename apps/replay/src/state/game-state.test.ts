import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRecording } from '../recording/load-recording.js';
import type { RecordedEvent, RecordedGame } from '../recording/recording.js';
import { type GameState, recordedGameState, scheduledGameState } from './game-state.js';

const recording = loadRecording();
const games = [...recording.games.values()];
const anyGame = fc.constantFrom(...games);
const anyTime = fc.integer({ min: recording.firstKickoff - 60_000, max: recording.end + 60_000 });

const phaseOrder = ['pre', 'playing', 'end-period', 'halftime', 'final'];

/** Grows with every step of a game: period, then time played in it, then points. */
function progress(state: GameState): number {
  if (state.phase === 'pre') {
    return -1;
  }
  const played = state.phase === 'final' ? 10_000 : state.period * 1000 + (900 - state.clock);
  return played * 100 + state.awayScore + state.homeScore;
}

function withOvertime(): RecordedGame {
  const event = (at: number, period: number, clock: number, kind: RecordedEvent['kind'], home = 0) => ({
    at: at * 1000,
    period,
    clock,
    awayScore: 0,
    homeScore: home,
    kind,
    text: kind,
  });
  const events = [
    event(0, 1, 900, 'kickoff'),
    event(1000, 1, 0, 'end-quarter'),
    event(1100, 2, 900, 'start-quarter'),
    event(2000, 2, 0, 'halftime'),
    event(2800, 3, 900, 'start-quarter'),
    event(3700, 3, 0, 'end-quarter'),
    event(3800, 4, 900, 'start-quarter'),
    event(4700, 4, 0, 'end-quarter'),
    event(4900, 5, 600, 'start-quarter'),
    event(5200, 5, 300, 'FG', 3),
    event(5201, 5, 300, 'final', 3),
  ];
  return {
    id: '1',
    kickoff: 0,
    away: 'KC',
    home: 'BUF',
    neutral: false,
    events,
    clockPoints: events.map(({ at, period, clock }) => ({ at, period, clock })),
  };
}

describe('a recorded game at any time', () => {
  it('has the recorded score, period and clock at every event', () => {
    let seen = 0;
    for (const game of games) {
      for (const event of game.events) {
        const state = recordedGameState(game, event.at);
        expect([state.awayScore, state.homeScore]).toEqual([event.awayScore, event.homeScore]);
        expect(state.period).toBe(event.period);
        expect(state.clock).toBe(event.kind === 'final' ? 0 : event.clock);
        seen += 1;
      }
    }
    expect(seen).toBe(315);
  });

  it('shows no point a millisecond early', () => {
    for (const game of games) {
      for (const [index, event] of game.events.entries()) {
        const before = recordedGameState(game, event.at - 1);
        const previous = game.events[index - 1];
        expect(before.homeScore).toBe(previous?.homeScore ?? 0);
        expect(before.awayScore).toBe(previous?.awayScore ?? 0);
        expect(before.phase).toBe(previous === undefined ? 'pre' : before.phase);
      }
    }
  });

  it('ends with the result of the season file', () => {
    const season = new Map((recording.seasons.get(2024) ?? []).map((game) => [game.id, game]));
    for (const game of games) {
      const state = recordedGameState(game, recording.end);
      expect(state.phase).toBe('final');
      expect(state).toMatchObject({
        awayScore: season.get(game.id)?.awayScore,
        homeScore: season.get(game.id)?.homeScore,
      });
    }
  });

  it('never goes back as time passes', () => {
    fc.assert(
      fc.property(anyGame, anyTime, anyTime, (game, a, b) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
        expect(progress(recordedGameState(game, later))).toBeGreaterThanOrEqual(
          progress(recordedGameState(game, earlier)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same each time it is asked', () => {
    fc.assert(
      fc.property(anyGame, anyTime, (game, time) => {
        expect(recordedGameState(game, time)).toEqual(recordedGameState(game, time));
        expect(phaseOrder).toContain(recordedGameState(game, time).phase);
      }),
    );
  });

  it('has quarters that add up to the score', () => {
    fc.assert(
      fc.property(anyGame, anyTime, (game, time) => {
        const { line, awayScore, homeScore, period } = recordedGameState(game, time);
        expect(line).toHaveLength(period);
        expect(line.reduce((sum, entry) => sum + entry.away, 0)).toBe(awayScore);
        expect(line.reduce((sum, entry) => sum + entry.home, 0)).toBe(homeScore);
      }),
    );
  });

  it('books every point in the quarter in which it was made', () => {
    for (const game of games) {
      const { line } = recordedGameState(game, recording.end);
      for (const period of [1, 2, 3, 4]) {
        const scoreAfter = game.events.filter((event) => event.period <= period).at(-1);
        const soFar = line.slice(0, period);
        expect(soFar.reduce((sum, entry) => sum + entry.home, 0)).toBe(scoreAfter?.homeScore);
        expect(soFar.reduce((sum, entry) => sum + entry.away, 0)).toBe(scoreAfter?.awayScore);
      }
    }
  });

  it('runs the clock between two snaps, second by second at most', () => {
    const game = games[0];
    if (game === undefined) {
      throw new Error('no game recorded');
    }
    const kickoff = game.events[0]?.at ?? 0;
    const clocks = Array.from({ length: 900 }, (_, second) =>
      recordedGameState(game, kickoff + second * 1000),
    )
      .filter((state) => state.period === 1)
      .map((state) => state.clock);
    const steps = clocks.slice(1).map((clock, index) => (clocks[index] ?? 0) - clock);
    expect(new Set(clocks).size).toBeGreaterThan(200);
    expect(Math.min(...steps)).toBe(0);
    expect(steps.filter((step) => step === 0).length).toBeGreaterThan(50);
  });

  it('is still to come between the scheduled time and the first ball, its clock already set', () => {
    for (const game of games) {
      expect(recordedGameState(game, game.kickoff - 1)).toMatchObject({ phase: 'pre', period: 0, clock: 0 });
      const late = { phase: 'pre', period: 1, clock: 900, line: [{ away: 0, home: 0 }] };
      expect(recordedGameState(game, game.kickoff)).toMatchObject(late);
      expect(recordedGameState(game, (game.events[0]?.at ?? 0) - 1)).toMatchObject(late);
    }
  });

  it('goes through halftime, ends of periods and overtime', () => {
    const game = withOvertime();
    const at = (seconds: number) => recordedGameState(game, seconds * 1000);
    expect(at(-1).phase).toBe('pre');
    expect(at(1050)).toMatchObject({ phase: 'end-period', period: 1, clock: 0 });
    expect(at(2500)).toMatchObject({ phase: 'halftime', period: 2, clock: 0 });
    expect(at(4800)).toMatchObject({ phase: 'end-period', period: 4 });
    expect(at(5000)).toMatchObject({ phase: 'playing', period: 5, clock: 500 });
    expect(at(5300)).toMatchObject({ phase: 'final', period: 5, homeScore: 3 });
    expect(at(5300).line).toHaveLength(5);
  });
});

describe('the made-up situation', () => {
  it('stays on the field, and exists exactly while a game is in progress', () => {
    fc.assert(
      fc.property(anyGame, anyTime, (game, time) => {
        const { situation, phase } = recordedGameState(game, time);
        expect(situation === undefined).toBe(phase === 'pre' || phase === 'final');
        if (situation === undefined) {
          return;
        }
        const { yardLine, possession, isRedZone, down, distance } = situation;
        expect(yardLine).toBeGreaterThanOrEqual(1);
        expect(yardLine).toBeLessThanOrEqual(99);
        const toGoal = possession === 'home' ? 100 - yardLine : yardLine;
        expect(isRedZone).toBe(possession !== undefined && toGoal <= 20);
        expect(possession === undefined || (down >= 1 && down <= 4)).toBe(true);
        expect(possession === undefined || distance <= toGoal).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('asks for no more yards than there are before a touchdown', () => {
    const short = games
      .flatMap((game) =>
        game.events
          .filter((event) => event.kind === 'TD' && /\b[1-9]-yard (run|pass)/.test(event.text))
          .map((event) => recordedGameState(game, event.at - 1).situation),
      )
      .filter((situation) => situation?.possession !== undefined);
    expect(short.length).toBeGreaterThan(20);
    for (const situation of short) {
      const toGoal = situation?.possession === 'home' ? 100 - situation.yardLine : situation?.yardLine;
      expect(situation?.distance).toBeLessThanOrEqual(toGoal ?? 0);
      expect(situation?.isRedZone).toBe(true);
    }
  });

  it('gives the ball to the side that is about to score, and tells the last score', () => {
    for (const game of games) {
      for (const [index, event] of game.events.entries()) {
        const before = game.events[index - 1];
        if (event.kind !== 'FG' || before === undefined) {
          continue;
        }
        const scorer = event.homeScore > before.homeScore ? 'home' : 'away';
        const { situation } = recordedGameState(game, event.at - 1);
        expect(situation?.possession ?? scorer).toBe(scorer);
        expect(recordedGameState(game, event.at).situation?.lastPlay).toMatchObject({
          side: scorer,
          points: 3,
          event: { text: event.text },
        });
      }
    }
  });
});

describe('a game outside the Sunday', () => {
  it('has not begun, or is over with quarters that add up', () => {
    for (const game of [...recording.seasons.values()].flat()) {
      expect(scheduledGameState(game, false).phase).toBe('pre');
      const state = scheduledGameState(game, true);
      expect(state.phase).toBe('final');
      expect(state.line).toHaveLength(game.overtime ? 5 : 4);
      expect(state.line.reduce((sum, entry) => sum + entry.home, 0)).toBe(game.homeScore);
      expect(state.line.reduce((sum, entry) => sum + entry.away, 0)).toBe(game.awayScore);
      const regulation = state.line.slice(0, 4);
      const level =
        regulation.reduce((sum, entry) => sum + entry.home, 0) ===
        regulation.reduce((sum, entry) => sum + entry.away, 0);
      expect(!game.overtime || level).toBe(true);
    }
  });
});

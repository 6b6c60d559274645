import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlCommand } from '../control.js';
import { loadRecording } from '../recording/load-recording.js';
import type { Recording } from '../recording/recording.js';
import { Replay, type ReplayOptions } from '../replay.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const recording = loadRecording();
const season = recording.seasons.get(2024) ?? [];
const sunday = season.filter((game) => recording.games.has(game.id));
const earlier = season.filter((game) => game.kickoff < recording.firstKickoff);
const later = season.filter((game) => !recording.games.has(game.id) && !earlier.includes(game));

/** The same Sunday with one game in the London morning, three and a half hours before the others. */
function withMorningGame(): Recording {
  const [first, ...others] = recording.games.values();
  if (first === undefined) {
    throw new Error('no game recorded');
  }
  const firstKickoff = first.kickoff - 3.5 * HOUR;
  const morning = { ...first, kickoff: firstKickoff };
  return { ...recording, firstKickoff, games: new Map([morning, ...others].map((game) => [game.id, game])) };
}

function replayAt(options: ReplayOptions = {}, source = recording) {
  const wall = { now: Date.parse('2026-11-22T17:23:42.123Z') };
  const replay = new Replay(source, { ...options, now: () => wall.now });
  const datesOf = (games: typeof season) => {
    const { dates } = replay.moment();
    return games.map((game) => dates.dateOf(game));
  };
  return { wall, replay, datesOf };
}

function kickoffIn(source: Recording, game: { id: string }): number {
  return source.games.get(game.id)?.kickoff ?? Number.NaN;
}

/** Returns the kickoffs of the Sunday that the replay's clock has passed. */
function passed(replay: Replay) {
  const { time } = replay.moment();
  return sunday.filter((game) => kickoffIn(replay.recording, game) <= time);
}

function gaps(times: readonly number[]): number[] {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
}

describe('served dates', () => {
  it('rule 2: other games move by one whole number of minutes and keep their order', () => {
    const { replay, datesOf, wall } = replayAt({ speed: 60 });
    const { shift } = replay.moment().dates;
    expect(shift % MINUTE).toBe(0);
    expect(datesOf(earlier)).toEqual(earlier.map((game) => game.kickoff + shift));
    expect(datesOf(later)).toEqual(later.map((game) => game.kickoff + shift));
    expect(Math.max(...datesOf(earlier))).toBeLessThan(wall.now);
    expect(Math.min(...datesOf(later))).toBeGreaterThan(wall.now);
  });

  it('rule 2: the first kickoff falls on its wall minute, the first play five seconds after the start', () => {
    const { replay, wall } = replayAt({ speed: 60 });
    const { shift, dateOf } = replay.moment().dates;
    const first = sunday[0];
    expect(first && dateOf(first)).toBe(recording.firstKickoff + shift);
    wall.now += 4_999;
    expect(replay.moment().time).toBeLessThan(recording.firstEvent);
    wall.now += 1;
    expect(replay.moment().time).toBe(recording.firstEvent);
  });

  it('rule 3: at speed 1 the Sunday moves by the same amount', () => {
    const { replay, datesOf } = replayAt({ speed: 1 });
    const { shift } = replay.moment().dates;
    expect(datesOf(sunday)).toEqual(sunday.map((game) => game.kickoff + shift));
  });

  it('rule 3: at speed 60 each kickoff is passed within its served minute', () => {
    const { replay, datesOf, wall } = replayAt({ speed: 60 });
    const served = datesOf(sunday);
    for (const [index, game] of sunday.entries()) {
      const position = (game.kickoff - recording.firstKickoff) / 1000;
      wall.now = Date.parse(replay.state().epochStart);
      const startPosition = replay.state().position;
      wall.now += ((position - startPosition) / 60) * 1000;
      expect(replay.moment().time).toBe(game.kickoff);
      expect(Math.floor(wall.now / MINUTE) * MINUTE).toBe(served[index]);
    }
  });

  it('rule 5: dates stand still while the clock runs at one speed', () => {
    const { datesOf, wall } = replayAt({ speed: 60 });
    const served = datesOf(season);
    for (let step = 0; step < 700; step += 1) {
      wall.now += 1000;
      expect(datesOf(season)).toEqual(served);
    }
  });

  it('rule 6: held, kick-offs to come are unmoved by seeking and always ahead', async () => {
    const { replay, datesOf, wall } = replayAt({ paused: true });
    const late = sunday.filter((game) => game.kickoff > recording.firstKickoff + 3.2 * 3_600_000);
    const served = datesOf(late);
    for (const position of [0, 600, 3600, 7200, 11_000]) {
      await replay.control({ action: 'seek', position });
      wall.now += 2 * MINUTE;
      expect(datesOf(late)).toEqual(served);
    }
    wall.now += 3 * HOUR;
    expect(Math.min(...datesOf(late))).toBeGreaterThan(wall.now);
  });

  it('rule 8: games after the Sunday never come due', () => {
    const { datesOf, wall } = replayAt({ speed: 60 });
    const monday = later.filter((game) => game.week === recording.week);
    expect(monday).toHaveLength(1);
    wall.now += 40 * HOUR;
    expect(Math.min(...datesOf(monday))).toBeGreaterThan(wall.now);
    expect(gaps(datesOf(later))).toEqual(gaps(later.map((game) => game.kickoff)));
  });

  it('rule 9: a restart begins again', async () => {
    const { replay, datesOf, wall } = replayAt({ speed: 60 });
    const served = datesOf(season);
    wall.now += 30 * MINUTE;
    await replay.control({ action: 'restart' });
    expect(datesOf(season)).toEqual(served.map((date) => date + 30 * MINUTE));
  });

  it.each([
    ['an ordinary Sunday', recording],
    ['a Sunday that begins in London', withMorningGame()],
  ])('rules 4 to 8 hold through any use of the clock on %s', async (_name, source) => {
    const step = fc.record({
      wait: fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 12 * HOUR })),
      command: fc.oneof(
        fc.constantFrom<ControlCommand>({ action: 'pause' }, { action: 'resume' }),
        fc.record({
          action: fc.constant('seek' as const),
          position: fc.integer({ min: -9000, max: 39_000 }),
        }),
        fc.record({ action: fc.constant('speed' as const), speed: fc.integer({ min: 1, max: 3000 }) }),
      ),
    });
    const speeds = fc.constantFrom(1, 60, 2000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.boolean(),
        speeds,
        async (steps, paused, speed) => {
          const { replay, wall } = replayAt({ paused, speed }, source);
          for (const { wait, command } of steps) {
            wall.now += wait;
            await replay.control(command);
            const { dates } = replay.moment();
            const served = (games: typeof season) => games.map((game) => dates.dateOf(game));
            const over = passed(replay);
            const toCome = sunday.filter((game) => !over.includes(game));
            const all = served(sunday);
            const inOrder = sunday.toSorted((a, b) => kickoffIn(source, a) - kickoffIn(source, b));
            expect(Math.max(...served(over), 0)).toBeLessThanOrEqual(wall.now);
            expect(Math.min(...served(toCome), Number.POSITIVE_INFINITY)).toBeGreaterThan(wall.now - MINUTE);
            expect(Math.max(...gaps(all))).toBeLessThan(8 * HOUR);
            expect(served(inOrder)).toEqual([...all].sort((a, b) => a - b));
            expect(all.every((date) => date % MINUTE === 0)).toBe(true);
            expect(Math.min(...all) - Math.max(...served(earlier))).toBeGreaterThan(8 * HOUR);
            expect(Math.min(...served(later)) - Math.max(...all)).toBeGreaterThan(8 * HOUR);
            expect(Math.min(...served(later))).toBeGreaterThan(wall.now);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayClock } from './replay-clock.js';

function clock(options: Partial<ConstructorParameters<typeof ReplayClock>[0]> = {}) {
  return new ReplayClock({
    epochStart: 1_000_000,
    start: 0,
    earliest: -10_000,
    end: 600_000,
    speed: 60,
    paused: false,
    ...options,
  });
}

describe('the replay clock', () => {
  it('runs at its speed and stands still at the end', () => {
    const replay = clock();
    expect(replay.recordedAt(1_001_000)).toBe(60_000);
    expect(replay.recordedAt(1_010_000)).toBe(600_000);
    expect(replay.recordedAt(9_000_000)).toBe(600_000);
  });

  it('pauses, continues at its position, and changes speed without a jump', () => {
    const replay = clock();
    replay.pause(1_001_000);
    expect(replay.recordedAt(1_500_000)).toBe(60_000);
    replay.resume(1_500_000);
    expect(replay.recordedAt(1_501_000)).toBe(120_000);
    replay.setSpeed(1_501_000, 1);
    expect(replay.recordedAt(1_502_000)).toBe(121_000);
  });

  it('keeps a seek within the recording', () => {
    const replay = clock({ paused: true });
    replay.seek(1_000_100, 9e9);
    expect(replay.recordedAt(1_000_200)).toBe(600_000);
    replay.seek(1_000_300, -9e9);
    expect(replay.recordedAt(1_000_400)).toBe(-10_000);
  });

  it('says when a moment was last reached, and when one to come will be', () => {
    const replay = clock();
    expect(replay.wallOf(60_000, 1_000_000)).toBe(1_001_000);
    replay.seek(1_002_000, 300_000);
    expect(replay.wallOf(60_000, 1_002_500)).toBe(1_001_000);
    expect(replay.wallOf(200_000, 1_002_500)).toBe(1_002_000);
    replay.pause(1_003_000);
    expect(replay.wallOf(599_000, 1_004_000)).toBeUndefined();
    replay.seek(1_005_000, 0);
    expect(replay.wallOf(200_000, 1_005_000)).toBeUndefined();
    replay.resume(1_006_000);
    expect(replay.wallOf(60_000, 1_006_500)).toBe(1_007_000);
    expect(replay.wallOf(60_000, 1_008_000)).toBe(1_007_000);
  });

  it('time order never lowers the position while it is not sought', () => {
    const moves = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 5000 }),
        move: fc.constantFrom('pause', 'resume', 'slow', 'fast'),
      }),
    );
    fc.assert(
      fc.property(moves, (steps) => {
        const replay = clock();
        let wall = 1_000_000;
        let last = replay.recordedAt(wall);
        for (const { wait, move } of steps) {
          wall += wait;
          if (move === 'pause') {
            replay.pause(wall);
          } else if (move === 'resume') {
            replay.resume(wall);
          } else {
            replay.setSpeed(wall, move === 'slow' ? 1 : 500);
          }
          const recorded = replay.recordedAt(wall);
          expect(recorded).toBeGreaterThanOrEqual(last);
          last = recorded;
        }
      }),
    );
  });

  it('what has been passed keeps its wall time whatever comes after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 3000 }), (run, speed) => {
        const replay = clock();
        const now = 1_000_000 + run;
        const mark = replay.recordedAt(now) / 2;
        const reached = replay.wallOf(mark, now);
        replay.setSpeed(now, speed);
        replay.pause(now + 10);
        replay.seek(now + 20, 500_000);
        replay.resume(now + 30);
        expect(replay.wallOf(mark, now + 5000)).toBe(reached);
      }),
    );
  });
});

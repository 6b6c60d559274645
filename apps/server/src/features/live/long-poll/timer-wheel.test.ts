import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerWheel } from './timer-wheel.js';

const TICK_MS = 250;

describe('the wheel of deadlines', () => {
  it('P41 law: nothing is due early, and nothing more than two ticks late', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(30_000)), { maxLength: 50 }), (things) => {
        let now = 0;
        const due = new Map<number, number>();
        const wheel = new TimerWheel<number>((items) => {
          for (const item of items) due.set(item, now);
        });
        const starts = things.map(([tick]) => tick);
        const ticks = 200 + 30_000 / TICK_MS + 3;
        for (let tick = 0; tick < ticks; tick++) {
          now = tick * TICK_MS;
          if (tick > 0) wheel.tick();
          things.forEach(([start, wait], item) => {
            if (start === tick) wheel.add(item, wait);
          });
        }
        things.forEach(([, wait], item) => {
          const waited = (due.get(item) ?? Number.NaN) - (starts[item] ?? 0) * TICK_MS;
          expect(waited).toBeGreaterThanOrEqual(wait);
          expect(waited).toBeLessThanOrEqual(wait + 2 * TICK_MS);
        });
      }),
    );
  });

  it('P47 what is taken out of its slot is never due', () => {
    const due: string[] = [];
    const wheel = new TimerWheel<string>((items) => due.push(...items));
    wheel.add('gone', 1_000).delete('gone');
    wheel.add('stays', 1_000);
    for (let tick = 0; tick < 6; tick++) wheel.tick();
    expect(due).toEqual(['stays']);
  });
});

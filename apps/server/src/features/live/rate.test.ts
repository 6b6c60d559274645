import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_BURST, EVENTS_PER_SECOND, Rate } from './socket/packet-rates.js';

describe('the rate of events', () => {
  it('P21 law: nobody gets more than the burst and what time brings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 300 }), (gaps) => {
        const rate = new Rate(0);
        let now = 0;
        let allowed = 0;
        for (const gap of gaps) {
          now += gap;
          if (rate.take(now) >= 0) allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(EVENT_BURST + Math.ceil((now / 1000) * EVENTS_PER_SECOND));
      }),
    );
  });

  it('P21 lets everything through that keeps to the rate', () => {
    const rate = new Rate(0);
    for (let now = 0; now < 60_000; now += 1000 / EVENTS_PER_SECOND)
      expect(rate.take(now)).toBeGreaterThanOrEqual(0);
  });

  it('P21 remembers how far somebody went, and forgives with time', () => {
    const rate = new Rate(0);
    for (let i = 0; i < 100; i++) rate.take(0);
    expect(rate.take(0)).toBe(EVENT_BURST - 101);
    expect(rate.full(4_000)).toBe(false);
    expect(rate.take(10_000)).toBe(EVENT_BURST - 1);
    expect(rate.full(10_100)).toBe(true);
  });
});

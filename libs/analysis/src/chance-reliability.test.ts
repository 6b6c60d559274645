import { describe, expect, it, vi } from 'vitest';
import { CHANCE_RELIABILITY } from './chance-reliability.js';
import { measuredReliability } from './testing/chance-calibration.js';

vi.setConfig({ testTimeout: 120_000 });

describe('the chances to win the week, on two real seasons', () => {
  it('come true as often as they say', () => {
    const measured = measuredReliability();
    expect(CHANCE_RELIABILITY).toEqual(measured);
    expect(measured.reduce((sum, { predictions }) => sum + predictions, 0)).toBeGreaterThan(1_500);
    for (const { predictions, said, happened } of measured) {
      // four standard errors of independent forecasts. Forecasts of one week depend on each other, but only a
      // broken model misses by this much.
      const error = Math.sqrt((said * (1 - said)) / predictions);
      expect(Math.abs(said - happened)).toBeLessThan(4 * error + 0.005);
    }
  });
});

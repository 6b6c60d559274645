import { describe, expect, it, vi } from 'vitest';
import { CHANCE_RELIABILITY } from './chance-reliability.js';
import { measuredReliability } from './testing/chance-calibration.js';

vi.setConfig({ testTimeout: 120_000 });

describe('the chances to win the week, on two real seasons', () => {
  it('have come true as often as is said of them', () => {
    const measured = measuredReliability();
    expect(CHANCE_RELIABILITY).toEqual(measured);
    expect(measured.reduce((sum, { predictions }) => sum + predictions, 0)).toBeGreaterThan(1_500);
    for (const { predictions, said, happened } of measured) {
      // four standard errors of independent forecasts, of which those of one week are none: what a broken model misses by far
      const error = Math.sqrt((said * (1 - said)) / predictions);
      expect(Math.abs(said - happened)).toBeLessThan(4 * error + 0.005);
    }
  });
});

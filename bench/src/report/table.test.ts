import { describe, expect, it } from 'vitest';
import { atMost, type Figure, meetsTarget, ratioAtLeast, ratioAtMost, ratioOf } from './figure.js';
import { readable, renderTable } from './table.js';

const figure: Figure = {
  what: 'fan-out',
  unit: 'µs',
  ours: 9,
  baseline: { name: 'ws', value: 10 },
  target: ratioAtMost(1.05),
};

describe('a figure', () => {
  it('is compared with its baseline by the pairs when there are pairs', () => {
    expect(ratioOf(figure)).toBe(0.9);
    expect(ratioOf({ ...figure, baseline: { name: 'ws', value: 10, ratio: 1.2 } })).toBe(1.2);
    expect(ratioOf({ ...figure, baseline: null })).toBeNull();
  });

  it('meets its target up to the limit and not beyond', () => {
    expect(meetsTarget(figure)).toBe(true);
    expect(meetsTarget({ ...figure, ours: 10.5 })).toBe(true);
    expect(meetsTarget({ ...figure, ours: 10.6 })).toBe(false);
    expect(meetsTarget({ ...figure, target: atMost(8) })).toBe(false);
    expect(meetsTarget({ ...figure, target: ratioAtLeast(2) })).toBe(false);
  });

  it('says nothing without a target, or without the baseline that the target needs', () => {
    expect(meetsTarget({ ...figure, target: null })).toBeNull();
    expect(meetsTarget({ ...figure, baseline: null })).toBeNull();
  });
});

describe('the table', () => {
  it('shows value, baseline, ratio, target and verdict in one line, notes below', () => {
    const table = renderTable([
      { ...figure, note: 'pinned' },
      { ...figure, what: 'slow', ours: 20 },
    ]);
    const lines = table.split('\n');
    expect(lines[2]?.replaceAll(/ +/g, ' ')).toBe(
      '| fan-out | 9 µs | 10 µs (ws) | 0.9 × | ≤ 1.05 × baseline | ok |',
    );
    expect(lines[3]).toContain('missed');
    expect(lines.at(-1)).toBe('- fan-out: pinned');
    expect(new Set(lines.slice(0, 4).map((line) => line.length)).size).toBe(1);
  });

  it('writes numbers with as many digits as mean something', () => {
    expect([0, 0.00042, 0.12345, 1.2345, 99.94, 123.4, 1_234_567].map(readable)).toEqual([
      '0',
      '4.2e-4',
      '0.123',
      '1.23',
      '99.9',
      '123',
      '1,234,567',
    ]);
  });
});

import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { place, placeDomain, roundDomain, ticks } from './axis.js';
import { BarChart } from './bar-chart.js';
import { distinctNames, spreadLabels } from './labels.js';
import { areaPath, LineChart, linePath } from './line-chart.js';

const values = fc.array(fc.option(fc.integer({ min: -2000, max: 5000 })), { maxLength: 20 });

describe('the value axis', () => {
  it('holds every value, ends on its ticks, and has a few whole numbers in order', () => {
    fc.assert(
      fc.property(values, (given) => {
        const domain = roundDomain(given);
        const marks = ticks(domain);
        for (const value of given) {
          if (value === null) continue;
          expect(domain.low).toBeLessThanOrEqual(value);
          expect(domain.high).toBeGreaterThanOrEqual(value);
        }
        expect(marks[0]).toBe(domain.low);
        expect(marks.at(-1) === domain.high).toBe(true);
        expect(marks.length).toBeGreaterThanOrEqual(2);
        expect(marks.length).toBeLessThanOrEqual(8);
        expect(marks.every((mark) => Number.isInteger(mark))).toBe(true);
      }),
    );
  });

  it('chooses round numbers', () => {
    expect(ticks(roundDomain([3, 97]))).toEqual([0, 50, 100]);
    expect(ticks(roundDomain([-40, 222]))).toEqual([-100, 0, 100, 200, 300]);
    expect(ticks(roundDomain([7, 7]))).toEqual([6, 7, 8]);
    expect(ticks(roundDomain([null]))).toEqual([0, 1]);
  });

  it('begins with the first place for places', () => {
    expect(ticks(placeDomain([3, 97]))).toEqual([1, 50, 100]);
    expect(ticks(placeDomain([2, 9]))).toEqual([1, 4, 6, 8, 10]);
    expect(ticks(placeDomain([null, 1]))).toEqual([1, 2]);
  });

  it('puts its ends at the ends of the drawing', () => {
    const domain = { low: 0, high: 10 };
    expect([0, 10, 5].map((value) => place(value, domain, 200, 0))).toEqual([200, 0, 100]);
  });
});

describe('names at lines and bars', () => {
  it('are made unique, and stay unchanged where they already are', () => {
    expect(distinctNames(['Ana', 'Ben', 'Ana'])).toEqual(['Ana (1)', 'Ben', 'Ana (2)']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Ana', 'Ana (1)', 'Ana (2)', 'Ben', 'Ben (1)')), (names) => {
        const labels = distinctNames(names);
        expect(new Set(labels).size).toBe(names.length);
        expect(labels.every((label, i) => label.startsWith(names[i] ?? '?'))).toBe(true);
        if (new Set(names).size === names.length) expect(labels).toEqual(names);
      }),
    );
  });
});

describe('a line', () => {
  it('breaks at a missing value, and draws a lone value as a dot', () => {
    const at = (x: number) => ({ x, y: 10 });
    expect(linePath([at(0), at(1), null, at(3), null, at(5), at(6)])).toBe('M0 10L1 10M3 10h0M5 10L6 10');
    expect(linePath([null, null])).toBe('');
  });
});

describe('a band', () => {
  it('lies between its edges, and only where both have values', () => {
    const at = (x: number, y: number) => ({ x, y });
    const high = [at(0, 1), at(1, 2), null, at(3, 4), at(4, 5), at(5, 6)];
    const low = [at(0, 9), at(1, 8), at(2, 7), at(3, 6), null, at(5, 9)];
    expect(areaPath(high, low)).toBe('M0 1L1 2L1 8L0 9Z');
    expect(areaPath([], [])).toBe('');
  });
});

describe('labels at the lines', () => {
  it('never cover each other, keep their order, and stay inside while they fit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 13 }), (wanted) => {
        const placed = spreadLabels(wanted, 15, 0, 200);
        const order = [...wanted.keys()].sort(
          (a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b,
        );
        for (let i = 1; i < order.length; i += 1) {
          const above = placed[order[i - 1] as number] as number;
          expect((placed[order[i] as number] as number) - above).toBeGreaterThanOrEqual(15);
        }
        expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...placed)).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('stay in place while there is room', () => {
    expect(spreadLabels([100, 20, 60], 15, 0, 200)).toEqual([100, 20, 60]);
  });
});

describe('charts', () => {
  const line = renderToStaticMarkup(
    <LineChart
      title="Points by week"
      labelName="Week"
      labels={['1', '2', '3']}
      none="did not play"
      series={[
        { label: 'Average', values: [80, 90, 70] },
        { label: 'You', own: true, values: [100, null, -12] },
      ]}
    />,
  );

  it('have every value in a table, and a text for missing values', () => {
    expect(line).toContain('<th scope="row">2</th><td>90</td><td>did not play</td>');
    expect(line).toContain('<th scope="row">3</th><td>70</td><td>−12</td>');
  });

  it('give screen readers the values of the selected label, at first the last one', () => {
    expect(line).toContain('aria-valuetext="Week 3, Average 70, You −12"');
  });

  it('name the lines at their ends, the own one above the others', () => {
    expect(line).toMatch(/<text[^>]*>Average<\/text>/);
    expect(line).toMatch(/<text[^>]*data-own="true"[^>]*>You<\/text>/);
    expect(line.lastIndexOf('<g data-own')).toBeGreaterThan(line.lastIndexOf('<g class'));
  });

  it('draw a chart with one label, and one without values', () => {
    const one = (value: number | null) =>
      renderToStaticMarkup(
        <LineChart
          title="Place"
          labelName="Week"
          labels={['1']}
          better="low"
          series={[{ label: 'You', own: true, values: [value] }]}
        />,
      );
    for (const html of [one(1), one(null)]) expect(html).not.toMatch(/NaN|Infinity/);
  });

  it('draw bars up and down from 0, with the reference line', () => {
    const html = renderToStaticMarkup(
      <BarChart
        title="Points by week"
        labelName="Week"
        valueName="Points"
        reference={{ label: 'Average 20', value: 20 }}
        bars={[
          { label: '1', value: 40, own: true },
          { label: '2', value: null },
          { label: '3', value: -40 },
        ]}
      />,
    );
    const bars = [...html.matchAll(/<rect[^>]* y="([\d.]+)" height="([\d.]+)"/g)].map(([, y, h]) => [
      Number(y),
      Number(h),
    ]);
    expect(bars).toHaveLength(2);
    const [[top, up] = [], [zero, down] = []] = bars;
    expect(up).toBe(down);
    expect((top ?? 0) + (up ?? 0)).toBe(zero);
    expect(html).toContain('>Average 20</text>');
  });
});

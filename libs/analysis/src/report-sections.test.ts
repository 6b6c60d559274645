import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeagueSeason } from './league-season.js';
import { percentile } from './metric.js';
import { prepareSection, presentSection, SECTIONS } from './report-sections.js';
import type { Section } from './section.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

const chosen = ['player-0', 'player-1', 'player-2'];

function report(input: LeagueSeason, player = 'player-0'): Record<string, Section> {
  return Object.fromEntries(
    SECTIONS.map((name) => {
      // what is kept between tasks has been text in between
      const prepared: unknown = JSON.parse(JSON.stringify(prepareSection(name, input, 'seed')));
      return [name, presentSection(name, input, player, prepared, chosen)];
    }),
  );
}
const value = (section: Section | undefined, key: string): number | null | undefined =>
  section?.metrics.find((metric) => metric.key === key)?.value;

describe('the sections of a report', () => {
  const league = aLeagueSeason({ games: recordedSeason(2024, 10), players: 6 });
  const all = report(league);

  it('are whole: every metric explained in one line, every chart as long as its labels, no number without a value', () => {
    for (const { metrics, charts, tables } of Object.values(all)) {
      expect(metrics.length).toBeGreaterThan(0);
      expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length);
      for (const metric of metrics) {
        expect(metric.explanation).toMatch(/^[^\n]{10,110}\.$/);
        if (metric.value !== null) expect(Number.isFinite(metric.value)).toBe(true);
        if (metric.percentile !== null) {
          expect(metric.percentile).toBeGreaterThanOrEqual(0);
          expect(metric.percentile).toBeLessThanOrEqual(100);
        }
      }
      for (const { labels, series } of charts) {
        for (const { values } of series) expect(values).toHaveLength(labels.length);
      }
      for (const { columns, rows } of tables)
        for (const row of rows) expect(row).toHaveLength(columns.length);
    }
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  });

  it('agree with one another', () => {
    const points = value(all.totals, 'points') ?? Number.NaN;
    const byWeek = all.weeks?.charts[0]?.series[0]?.values ?? [];
    expect(byWeek.reduce<number>((sum, week) => sum + (week ?? 0), 0)).toBe(points);
    expect((value(all.luck, 'luck-points') ?? 0) + (value(all.luck, 'expected-points') ?? 0)).toBeCloseTo(
      points,
      6,
    );
    expect((value(all.hindsight, 'best-points') ?? 0) - (value(all.hindsight, 'regret') ?? 0)).toBe(points);
    expect(value(all.hindsight, 'regret')).toBeGreaterThanOrEqual(0);
    const other = report(league, 'player-1');
    const duel = (section: Section | undefined, name: string) =>
      section?.tables[0]?.rows.find(([who]) => who === name);
    const [mine, theirs] = [duel(all['head-to-head'], 'Player 1'), duel(other['head-to-head'], 'Player 0')];
    expect(mine?.slice(1, 4)).toEqual([theirs?.[2], theirs?.[1], theirs?.[3]]);
    expect(mine?.[4]).toBe(-Number(theirs?.[4]));
  });

  it('say so when the sample is small', () => {
    const early = report(aLeagueSeason({ games: recordedSeason(2024, 1), players: 4 }));
    expect(early.totals?.metrics.every(({ small }) => small)).toBe(true);
    expect(all.totals?.metrics.some(({ small }) => small)).toBe(false);
  });

  it('stand for somebody who has never played, before the season, and where there are no bankers', () => {
    const newcomer = { id: 'player-0', n: 99, name: 'New', team: null, cards: [] };
    const others = league.members.slice(1);
    for (const input of [
      { ...league, members: [newcomer, ...others] },
      aLeagueSeason({ games: recordedSeason(2024, 0), players: 3 }),
      aLeagueSeason({ games: recordedSeason(2024, 3), players: 3, rules: 'straight' }),
    ]) {
      for (const section of Object.values(report(input))) {
        expect(JSON.parse(JSON.stringify(section))).toEqual(section);
      }
    }
  });
});

describe('percentiles', () => {
  it('law: the best has 100, the worst 0, level ones the same, and the mean is 50', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 30 }), (values) => {
        const all = values.map((one) => percentile(one, values) ?? Number.NaN);
        const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
        expect(mean).toBeCloseTo(50, 6);
        const best = Math.max(...values);
        if (values.filter((one) => one === best).length === 1) expect(percentile(best, values)).toBe(100);
        for (const one of values) {
          expect((percentile(one, values) ?? 0) + (percentile(one, values, 'less') ?? 0)).toBeCloseTo(100, 6);
        }
      }),
    );
  });

  it('need others', () => {
    expect(percentile(3, [3])).toBeNull();
    expect(percentile(3, [3, null])).toBeNull();
  });
});

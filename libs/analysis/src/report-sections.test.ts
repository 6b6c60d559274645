import { RULES, seasonStandings, weekStandings } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeagueSeason } from './league-season.js';
import { levelWith, percentile } from './metric.js';
import { prepareSection, presentSection, SECTIONS } from './report-sections.js';
import type { Section } from './section.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

const chosen = ['player-0', 'player-1', 'player-2'];

function report(input: LeagueSeason, player = 'player-0'): Record<string, Section> {
  return Object.fromEntries(
    SECTIONS.map((name) => {
      // prepared parts are stored as JSON between tasks
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

  it('are complete: every metric has a one-line explanation, every series the length of its labels, no number is missing', () => {
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

  it('S9: ranks are those of the standings, with right picks and the banker average', () => {
    const [first, second, ...rest] = league.members;
    if (first === undefined || second === undefined) throw new Error('no members');
    // by `straight` many players are level on points; ranks by points alone would be shared where the bankers
    // decide
    for (const rules of ['classic', 'straight'] as const) {
      const twins = {
        ...league,
        rules,
        members: [first, { ...first, id: second.id, n: 99 }, second, ...rest],
      };
      const rows = seasonStandings(twins.members, league.games, RULES[rules]);
      const weekRows = weekStandings(twins.members, league.games, RULES[rules], 10);
      for (const { id, n } of twins.members.slice(0, 2)) {
        const sections = report(twins, id);
        expect(value(sections.totals, 'rank')).toBe(rows.find((row) => row.n === n)?.rank);
        const last = sections.weeks?.tables[0]?.rows.at(-1);
        expect(last?.[3]).toBe(weekRows.find((row) => row.n === n)?.rank ?? null);
        expect(last?.[4]).toBe(rows.find((row) => row.n === n)?.rank);
      }
    }
  });

  it('S9: players level on points are ranked by right picks', () => {
    const game = {
      week: 1,
      kickoff: '2024-09-08T17:00:00.000Z',
      favourite: null,
      locked: true,
      state: 'post',
    } as const;
    const games = [
      { ...game, id: 'a', away: 'KC', home: 'LV', awayScore: 0, homeScore: 14 },
      { ...game, id: 'b', away: 'CHI', home: 'GB', awayScore: 0, homeScore: 7 },
      { ...game, id: 'c', away: 'SF', home: 'LAR', awayScore: 0, homeScore: 7 },
    ];
    const player = (n: number, picks: Record<string, 'home' | 'away'>) => ({
      ...{ id: `player-${n - 1}`, n, name: `Player ${n}`, team: null },
      cards: [{ week: 1, picks, banker: null, joker: false }],
    });
    const members = [
      player(1, { a: 'home', b: 'away', c: 'away' }),
      player(2, { a: 'away', b: 'home', c: 'home' }),
    ];
    const level = { ...league, games, members };
    const placeOf = (id: string) => value(presentSection('totals', level, id, null, []), 'rank');
    expect([placeOf('player-0'), placeOf('player-1')]).toEqual([2, 1]);
    const weeks = presentSection('weeks', level, 'player-0', null, []);
    expect(weeks.tables[0]?.rows[0]?.slice(3)).toEqual([2, 2]);
  });

  it('count only weeks that are over: a week in progress makes no drop', () => {
    const games = recordedSeason(2024, 10);
    const going = games.map((game, i) =>
      game.week !== 10
        ? game
        : { ...game, state: i % 2 === 0 ? ('in' as const) : ('pre' as const), awayScore: 0, homeScore: 3 },
    );
    const before = aLeagueSeason({ games, players: 6 });
    const now = report({ ...before, games: going });
    const until9 = report({ ...before, games: games.filter(({ week }) => week < 10) });
    for (const name of ['weeks', 'luck', 'decisions']) {
      for (const chart of now[name]?.charts ?? [])
        expect([name, chart.labels.includes('9'), chart.labels.includes('10')]).toEqual([name, true, false]);
    }
    for (const key of ['weeks-won', 'weeks-above-average', 'best-week', 'ups-and-downs'])
      expect([key, value(now.weeks, key)]).toEqual([key, value(until9.weeks, key)]);
    expect(value(now.totals, 'points-per-week')).toBe(value(until9.totals, 'points-per-week'));
    expect(now.weeks?.notes).toEqual(['Week 10 is not over, so it is not counted here.']);
    expect(until9.weeks?.notes).toEqual([]);
  });

  it('give no error beside a range, and call nobody luckier than all seasons', () => {
    const points = all.simulation?.metrics.find(({ key }) => key === 'expected-points');
    expect([points?.error, Number.isInteger(points?.value)]).toEqual([null, true]);
    const winner = (card: { week: number }) =>
      Object.fromEntries(
        league.games
          .filter(({ week }) => week === card.week)
          .map(({ id, homeScore, awayScore }) => [id, homeScore > awayScore ? 'home' : 'away'] as const),
      );
    const [first, ...rest] = league.members;
    if (!first) throw new Error('nobody');
    const knowing = { ...first, cards: first.cards.map((card) => ({ ...card, picks: winner(card) })) };
    const luckiest = value(report({ ...league, members: [knowing, ...rest] }).luck, 'luck-rank') ?? 1;
    expect(luckiest).toBeGreaterThan(0.99);
    expect(luckiest).toBeLessThan(1);
  });

  it('mark a small sample', () => {
    const early = report(aLeagueSeason({ games: recordedSeason(2024, 1), players: 4 }));
    expect(early.totals?.metrics.every(({ small }) => small)).toBe(true);
    expect(all.totals?.metrics.some(({ small }) => small)).toBe(false);
  });

  it('work for a new player, before the season, and without bankers', () => {
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

  it('count the others that are level', () => {
    expect(levelWith(0, [0, 0, 0, 1, 2])).toBe(50);
    expect(levelWith(2, [0, 0, 0, 1, 2])).toBe(0);
    expect(levelWith(2, [2, null])).toBeNull();
  });

  it('need other players', () => {
    expect(percentile(3, [3])).toBeNull();
    expect(percentile(3, [3, null])).toBeNull();
  });
});

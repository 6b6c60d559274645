import {
  leagueRecordsSchema,
  leagueStatisticsSchema,
  playerCareerSchema,
  playerProfileSchema,
  playerStatisticsSchema,
  writtenRecordSchema,
} from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Shape } from './shape.js';
import * as shapes from './statistics.js';

const figures = {
  season: 2024,
  rank: 2,
  players: 9,
  points: 120,
  right: 8,
  played: 14,
  weeks: 1,
  best: { week: 1, points: 120 },
  worst: null,
  average: 120.5,
  bankerAverage: null,
  bankers: 1,
  jokers: 0,
  run: 3,
};
const row = {
  n: 1,
  id: 'a',
  name: 'Ann',
  team: null,
  rank: 1,
  before: null,
  points: 5,
  right: 1,
  played: 2,
  lastWeek: 5,
  best: 5,
  average: 5.5,
  worst: 5,
  bankerAverage: null,
  jokers: 0,
  weeks: [5, null],
};
const week = { week: 1, over: true, points: 5, right: 1, played: 2, average: 4.5, rank: 1, joker: false };
const banker = {
  week: 1,
  team: 'GB',
  opponent: 'CHI',
  awayScore: 7,
  homeScore: 3,
  right: true,
  points: 14,
  joker: true,
};
const holder = { id: 'a', name: 'Ann', team: 'GB', season: 2024, week: 1 };

const EXAMPLES: [string, z.ZodType, Shape<never>, object][] = [
  [
    'statistics of a league',
    leagueStatisticsSchema,
    shapes.leagueStatistics,
    { league: 'l', season: 2024, type: 'regular', weeks: [{ week: 1, over: true }], rows: [row] },
  ],
  [
    'a player',
    playerProfileSchema,
    shapes.playerProfile,
    { id: 'a', name: 'Ann', team: 'GB', leagues: [{ id: 'l', name: 'L' }], seasons: [2024] },
  ],
  [
    'statistics of a player',
    playerStatisticsSchema,
    shapes.playerStatistics,
    {
      league: 'l',
      player: 'a',
      type: 'regular',
      figures,
      weeks: [week],
      bankers: [banker],
      teams: [{ team: 'GB', played: 1, right: 1 }],
    },
  ],
  ['a career', playerCareerSchema, shapes.playerCareer, { league: 'l', player: 'a', seasons: [figures] }],
  [
    'records',
    leagueRecordsSchema,
    shapes.leagueRecords,
    { league: 'l', seasons: [2024], records: [{ kind: 'best-week', value: 9, holders: [holder], times: 1 }] },
  ],
  [
    'written records',
    z.array(writtenRecordSchema),
    shapes.writtenRecords,
    [{ id: 'r', title: 'T', holder: 'H', feat: 'F', season: null }],
  ],
];

/** The example with one value, however deep, replaced by something else. */
function damages(value: unknown): unknown[] {
  const others = [undefined, null, 'x', 1.5, true, [], {}];
  if (typeof value !== 'object' || value === null) return others;
  const deep = Object.entries(value).flatMap(([key, inner]) =>
    damages(inner).map((damaged) =>
      Array.isArray(value)
        ? value.map((item, i) => (String(i) === key ? damaged : item))
        : { ...value, [key]: damaged },
    ),
  );
  return [...others, ...deep];
}

describe('shapes of statistics', () => {
  it.each(EXAMPLES)('agree with the contract on every damage to %s', (_what, schema, shape, example) => {
    const passes = (value: unknown) => {
      try {
        checked(shape, value);
        return true;
      } catch {
        return false;
      }
    };
    expect(passes(example)).toBe(true);
    for (const damaged of damages(example))
      expect(passes(damaged), JSON.stringify(damaged)).toBe(schema.safeParse(damaged).success);
  });
});

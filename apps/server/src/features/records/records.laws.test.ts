import type { LeagueRecord, RecordKind } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../platform/async/testing/at-once.js';
import { bookOf, entrants, games, SLOW_MACHINE_MS } from '../standings/testing/arbitrary-season.js';
import { playedWeeks } from '../statistics/player-season.js';
import { reviewSeason } from '../statistics/season-review.js';
import { SeasonTable } from '../statistics/season-table.js';
import { mergeRecords, seasonRecords } from './season-records.js';

const SEASON = 2024;
const reviews = fc
  .tuple(entrants, games)
  .map(([players, all]) => atOnce(reviewSeason(bookOf(players, all).columns('all', 'classic'))));
const valueFor = (records: readonly LeagueRecord[], kind: RecordKind) =>
  records.find((record) => record.kind === kind)?.value ?? null;
const most = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values));

describe('the records of a season', { timeout: SLOW_MACHINE_MS }, () => {
  it('equal those found by checking every week of every player', () => {
    fc.assert(
      fc.property(reviews, (review) => {
        const records = atOnce(seasonRecords(review, SEASON));
        const table = new SeasonTable(review, []);
        const rows = Array.from({ length: table.total }, (_, place) => table.row(place));
        const players = [...review.ranked].map((slot) =>
          playedWeeks(review, slot).filter(({ over }) => over),
        );
        const weeks = players.flat().filter(({ points }) => points !== null);
        expect(valueFor(records, 'best-week')).toBe(most(weeks.map(({ points }) => points ?? 0)));
        const worst = most(weeks.map(({ points }) => -(points ?? 0)));
        expect(valueFor(records, 'worst-week')).toEqual(worst === null ? null : expect.closeTo(-worst));
        expect(valueFor(records, 'most-right')).toBe(most(weeks.map(({ right }) => right)));
        expect(valueFor(records, 'best-season')).toBe(
          review.weeks.length === 0 ? null : most(rows.map(({ points }) => points)),
        );
        const places = players.map((player) => player.map(({ rank }) => rank ?? 0));
        const climbs = places.flatMap((own) =>
          own.slice(1).flatMap((place, i) => {
            const climb = (own[i] ?? 0) - place;
            return place > 0 && climb > 0 ? [climb] : [];
          }),
        );
        expect(valueFor(records, 'biggest-climb')).toBe(most(climbs));
        const leads = places.flatMap((own) =>
          own
            .map((place) => (place === 1 ? 'x' : ' '))
            .join('')
            .split(' ')
            .map(({ length }) => length),
        );
        expect(valueFor(records, 'longest-lead') ?? 0).toBe(most([0, ...leads]));
      }),
    );
  });

  it('name their holders, and how often they were reached', () => {
    fc.assert(
      fc.property(reviews, (review) => {
        const best = atOnce(seasonRecords(review, SEASON)).find(({ kind }) => kind === 'best-week');
        const reached = [...review.ranked].flatMap((slot) =>
          playedWeeks(review, slot).flatMap(({ over, week, points }) =>
            over && points === best?.value ? [`${review.players.at(slot).id} ${week}`] : [],
          ),
        );
        expect(best?.times ?? 0).toBe(reached.length);
        for (const { id, week, season } of best?.holders ?? []) {
          expect(season).toBe(SEASON);
          expect(reached).toContain(`${id} ${week}`);
        }
      }),
    );
  });
});

describe('the records of several seasons', { timeout: SLOW_MACHINE_MS }, () => {
  const holder = (season: number) => ({ id: 'a', name: 'Ann', team: null, season, week: 1 });
  const record = (kind: RecordKind, value: number, season: number): LeagueRecord => ({
    kind,
    value,
    holders: [holder(season)],
    times: 1,
  });

  it('are the best of all seasons, the lowest where less is better, and shared when equal', () => {
    expect(
      mergeRecords([
        [record('best-week', 200, 2022), record('worst-week', -80, 2022), record('most-right', 12, 2022)],
        [record('best-week', 240, 2023), record('worst-week', -20, 2023), record('most-right', 12, 2023)],
      ]),
    ).toEqual([
      record('best-week', 240, 2023),
      record('worst-week', -80, 2022),
      { kind: 'most-right', value: 12, holders: [holder(2022), holder(2023)], times: 2 },
    ]);
  });
});

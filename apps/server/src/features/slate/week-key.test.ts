import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  nameOfWeek,
  phraseOfWeek,
  sameWeek,
  seasonSearch,
  seasonTypeOf,
  weekPath,
  weekWords,
} from './week-key.js';

const features = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing'),
);
/** Template literals and plain strings that may contain SQL. */
const SQL = /`[^`]*`|'[^'\n]*'/g;
const STATEMENT = /\b(SELECT|UPDATE|DELETE|INSERT)\b/;
/** A column `week` that is compared, grouped or joined by. */
const BY_WEEK = /\bweek\b\s*(=|<|>|IN\b|IS\b|BETWEEN\b)/g;
/** Maximum distance of the season type, in characters. */
const BESIDE = 300;
/** Text that shows the season type. */
const WITH_TYPE = /season_type|ofWeekSql|ofSeasonSql|\bKEY\b|seasonType/;

/** Each comparison of a week in a query, with the text around it. */
function weeksIn(sql: string): string[] {
  return [...sql.matchAll(BY_WEEK)].map(({ index }) =>
    sql.slice(Math.max(0, index - BESIDE), index + BESIDE),
  );
}

describe('R19: a week is a season, a type and a number', () => {
  it('no query looks for a week by its number alone', () => {
    const found = sources.flatMap((file) =>
      [...readFileSync(`${features}${file}`, 'utf8').matchAll(SQL)]
        .flatMap(([text]) => (STATEMENT.test(text) ? weeksIn(text) : []))
        .filter((text) => !WITH_TYPE.test(text))
        .map((text) => `${file}: ${text.replace(/\s+/g, ' ')}`),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('the same number in another part of the season is another week', () => {
    const regular = { season: 2024, seasonType: 2, week: 1 };
    const post = { ...regular, seasonType: 3 };
    expect(sameWeek(regular, post)).toBe(false);
    expect([weekPath(regular), weekPath(post)]).toEqual(['2024/2/1', '2024/3/1']);
    expect([nameOfWeek(regular), nameOfWeek(post)]).toEqual(['Week 1', 'Wild Card']);
    expect([phraseOfWeek(regular), phraseOfWeek(post)]).toEqual(['week 1', 'the Wild Card round']);
    expect([weekWords(regular), weekWords(post)]).toEqual([
      'week 1 of the 2024 regular season',
      'the Wild Card round of the 2024 season',
    ]);
    expect([seasonSearch(regular), seasonSearch(post)]).toEqual([
      '?season=2024&type=regular',
      '?season=2024&type=post',
    ]);
  });

  it('there are no other parts', () => {
    expect(() => seasonTypeOf(4)).toThrow(RangeError);
  });
});

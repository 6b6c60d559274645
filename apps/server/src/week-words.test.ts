import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const APPS = ['server', 'client'].map((app) => fileURLToPath(new URL(`../../${app}/src/`, import.meta.url)));

/** Sentences that name a week by its number alone, and addresses of a card without season and type. */
const WORDS = /\bweek \$?\{(?!names\b)/gi;
const ADDRESS = /\/card\/\$\{(?!weekAddress\()[^}]+\}(?=[`'"])/g;

function found(source: string): string[] {
  return [...source.matchAll(WORDS), ...source.matchAll(ADDRESS)].map(([text]) => text);
}

describe('R19 a week is a season, a type and a number', () => {
  it('no sentence and no address of a card has only the number', () => {
    const all = APPS.flatMap((app) =>
      readdirSync(app, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\b(testing|demo)\//.test(path))
        .flatMap((path) => found(readFileSync(`${app}${path}`, 'utf8')).map((text) => `${path}: ${text}`)),
    );
    expect(all).toEqual([]);
  });

  it.each([
    ['`, week @{game.week}`', 1],
    ['<p>Week {week}</p>', 1],
    ['href={`/card/@{week.week}`}', 1],
    ['`@{publicUrl}/card/@{to.week}`', 1],
    ['href={`/card/@{week}?@{seasonParams(season)}`}', 0],
    ['`/card/@{week.week}@{seasonSearch(week)}`', 0],
    ['`/api/me/weeks/@{week}/card.png`', 0],
  ])('is found in %s', (source, count) => {
    expect(found(source.replaceAll('@', '$'))).toHaveLength(count);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Files that still hold SQL text. A file leaves the list with its last statement; none is added. */
const NOT_YET: readonly string[] = [
  'features/cards/card.store.ts',
  'features/official-results/result-progress.store.ts',
  'features/official-results/results-admin.service.ts',
  'features/official-results/results-reader.ts',
  'features/official-results/score-differences.ts',
  'features/official-results/week-result.store.ts',
  'features/projection/state-loader.ts',
  'features/standings/entrant.store.ts',
  'features/standings/league-season.store.ts',
  'features/standings/season-book-loader.ts',
  'features/statistics/profile.store.ts',
];

/** Statements may be written out here: in `*.sql.ts`, in migrations, and below TypeORM, where connections are made. */
const SQL_FILE = /\.sql\.ts$|^platform\/database\//;
const TEST_FILE = /\.test\.ts$|(^|\/)testing\//;
const STATEMENT = /\.query\s*[<(]/;

describe('SQL text', () => {
  it('is in *.sql.ts and migrations only; everything else goes through repositories and the query builder', () => {
    const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const holding = sources
      .filter((path) => path.endsWith('.ts') && !TEST_FILE.test(path) && !SQL_FILE.test(path))
      .filter((path) => STATEMENT.test(readFileSync(join(import.meta.dirname, path), 'utf8')));
    expect(holding.sort()).toEqual([...NOT_YET].sort());
  });
});

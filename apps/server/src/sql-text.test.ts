import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Statements may be written out here: in `*.sql.ts`, in migrations, and below TypeORM, where connections are made. */
const SQL_FILE = /\.sql\.ts$|^platform\/database\//;
const TEST_FILE = /\.test\.ts$|(^|\/)testing\//;
const STATEMENT = /\.query\s*[<(]/;
/** A whole statement as text, also where it is given to somebody else to run: a cursor, an audience. */
const TEXT = /['"`]\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s/;

/** A statement whose rows are used: what `query` answers is `any` until it has a type. */
const UNTYPED = /(?:return|[=:?]|=>)\s*(?:await\s+)?[\w.]*\.query\(/;

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !TEST_FILE.test(path))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), 'utf8') }));

describe('SQL text', () => {
  it('is in *.sql.ts and migrations only; everything else goes through repositories and the query builder', () => {
    const holding = sources.filter(
      ({ path, text }) => !SQL_FILE.test(path) && (STATEMENT.test(text) || TEXT.test(text)),
    );
    expect(holding.map(({ path }) => path)).toEqual([]);
  });

  it('has a type for its rows', () => {
    const statements = sources.filter(({ path }) => path.endsWith('.sql.ts'));
    expect(statements.length).toBeGreaterThan(30);
    expect(statements.filter(({ text }) => UNTYPED.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entities } from './entities.js';
import { createDataSource } from './platform/database/data-source.js';
import { dataModelPage, type EntityFile } from './testing/data-model.js';
import { emptyDatabase, type TestDatabase, testDatabase } from './testing/index.js';

/** Indexes that TypeORM cannot declare (an expression, a descending column): only the migrations create them. */
const ONLY_IN_MIGRATIONS = ['report_fingerprint', 'report_owner', 'slate_event_cause'];

const COLUMNS = `
  SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
    a.attidentity AS identity, a.attgenerated AS generated,
    -- TypeORM quotes numbers: '0'::bigint is 0
    regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^''(\\d+)''::\\w+$', '\\1') AS "default",
    col_description(c.oid, a.attnum) AS comment, o.collname AS collation
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation o ON o.oid = a.attcollation
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    AND c.relname NOT IN ('migrations', 'typeorm_metadata')
  ORDER BY c.relname, a.attname`;
// NOT VALID is about rows that exist already
const CONSTRAINTS = `
  SELECT c.relname AS "table", k.conname AS name, replace(pg_get_constraintdef(k.oid), ' NOT VALID', '') AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('migrations', 'typeorm_metadata')
  ORDER BY c.relname, k.conname`;
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'typeorm_metadata') AND indexname <> ALL($1)
  ORDER BY indexname`;

let migrated: TestDatabase;
/** A database whose tables TypeORM created from the entities alone. */
let declared: { db: DataSource; drop(): Promise<void> };

let files: EntityFile[];

beforeAll(async () => {
  files = await entityFiles();
  migrated = await testDatabase();
  const { url, drop } = await emptyDatabase();
  const db = await createDataSource(url, 2, { entities }).initialize();
  declared = { db, drop: () => db.destroy().then(drop) };
  await db.synchronize();
});

afterAll(async () => {
  await migrated?.drop();
  await declared?.drop();
});

describe('entities and migrations', () => {
  it('every entity of the source is in the list', () => {
    expect(new Set(files.map(({ entity }) => entity))).toEqual(new Set(entities));
  });

  it("TypeORM's schema builder has nothing to do after all migrations", async () => {
    const { upQueries, downQueries } = await migrated.db.driver.createSchemaBuilder().log();
    expect([...upQueries, ...downQueries].map(({ query }) => query)).toEqual([]);
  });

  // the schema builder compares names; this compares the resulting tables
  it.each([
    ['columns', COLUMNS, []],
    ['constraints', CONSTRAINTS, []],
    ['indexes', INDEXES, [ONLY_IN_MIGRATIONS]],
  ])(
    'a database made from the entities has the same %s as a migrated one',
    async (_what, sql, parameters) => {
      expect(await declared.db.query(sql, parameters)).toEqual(await migrated.db.query(sql, parameters));
    },
  );

  it('docs/data-model.md draws the entities', async () => {
    await expect(await dataModelPage(migrated.db, files)).toMatchFileSnapshot('../../../docs/data-model.md');
  });
});

async function entityFiles(): Promise<EntityFile[]> {
  const paths = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const found = paths
    .filter((path) => path.endsWith('.entity.ts'))
    .map(async (path): Promise<EntityFile[]> => {
      const absolute = join(import.meta.dirname, path);
      const module: Record<string, unknown> = await import(absolute);
      return Object.values(module).map((entity) => ({ path, absolute, entity }));
    });
  return (await Promise.all(found)).flat();
}

import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { groupBy } from '../../group-by.js';

/** One of our tables, with its stored columns (no generated ones). */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

interface ColumnRow {
  table: string;
  column: string;
}

/** TypeORM's own tables, which the migrations write themselves. */
const OF_TYPEORM = ['migrations', 'typeorm_metadata'];

/** Returns our tables in an order in which they can be filled: referenced tables first. */
export async function tablesInOrder(client: pg.ClientBase): Promise<Table[]> {
  const columns = await client.query<ColumnRow>(
    `SELECT c.relname AS "table", a.attname AS "column"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL($1)
       AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY c.relname, a.attnum`,
    [OF_TYPEORM],
  );
  const references = await client.query<{ child: string; parent: string }>(
    `SELECT k.relname AS child, p.relname AS parent
     FROM pg_constraint f JOIN pg_class k ON k.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
     WHERE f.contype = 'f' AND k.oid <> p.oid AND k.relnamespace = 'public'::regnamespace`,
  );
  const byTable = groupBy(columns.rows, (row) => row.table);
  return parentsFirst([...byTable.keys()], references.rows).map((name) => ({
    name,
    columns: (byTable.get(name) ?? []).map((row) => row.column),
  }));
}

/** @throws Error when tables refer to each other in a circle */
function parentsFirst(
  names: readonly string[],
  references: readonly { child: string; parent: string }[],
): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    if (ordered.has(name)) return;
    if (above.includes(name)) throw new Error(`tables refer to each other: ${[...above, name].join(' → ')}`);
    for (const { child, parent } of references) if (child === name) visit(parent, [...above, name]);
    ordered.add(name);
  };
  for (const name of names) visit(name, []);
  return [...ordered];
}

/** Writes a table's rows to a file in COPY text format. @returns the number of rows */
export async function copyOut(client: pg.Client, { name, columns }: Table, file: string): Promise<number> {
  const rows = client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
  await pipeline(rows, createWriteStream(file, { mode: 0o600 }));
  return rows.rowCount;
}

/** Replaces the rows that a migration put into a fresh table by those of a file. @returns the number of rows */
export async function copyIn(client: pg.Client, { name, columns }: Table, file: string): Promise<number> {
  const list = columns.map(quoted).join(', ');
  const rows = client.query(copyFrom(`COPY ${quoted(name)} (${list}) FROM STDIN`));
  await pipeline(createReadStream(file), rows);
  return rows.rowCount;
}

/** Empties the tables that migrations have filled. Empty tables are skipped. */
export async function clear(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of [...tables].reverse()) {
    const filled = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (filled.rowCount !== 0) await client.query(`DELETE FROM ${quoted(name)}`);
  }
}

/**
 * Disables or enables the triggers of our own; references stay checked. A transaction that fails leaves them as they were.
 */
export async function switchTriggers(
  client: pg.Client,
  tables: readonly Table[],
  to: 'DISABLE' | 'ENABLE',
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} ${to} TRIGGER USER`);
}

/** Sets every sequence to continue after its column's highest number. */
export async function continueNumbers(client: pg.Client): Promise<void> {
  const sequences = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence, c.relname AS "table", a.attname AS "column"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1) AND a.attnum > 0 AND NOT a.attisdropped
       AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
    [OF_TYPEORM],
  );
  for (const { sequence, table, column } of sequences.rows) {
    await client.query(
      `SELECT setval($1, COALESCE(max(${quoted(column)}), 1), max(${quoted(column)}) IS NOT NULL) FROM ${quoted(table)}`,
      [sequence],
    );
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

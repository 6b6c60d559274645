import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** A table of rows of work, with the columns state, attempts, claim, due_at and last_error. */
export interface Outbox<Row> {
  readonly table: string;
  /** Columns of the primary key. */
  readonly key: readonly (keyof Row & string)[];
  /** State of a row during an attempt; `due_at` is then the end of its lease. A waiting row is `queued`. */
  readonly busy: string;
  /** True: a row whose attempt has died is due again. False: it stays `busy`, and the owner of the table decides. */
  readonly repeatsDead: boolean;
  /** SQL condition on the row `o`: it may be taken now. Its parameters start at $1. */
  readonly ready: string;
  /** SQL order in which rows are taken. */
  readonly order: string;
  /** SELECT list of a claimed row: columns of `o`, and of the tables in `join`. */
  readonly columns: string;
  /** SQL joins from the claimed row `o` to its subject. */
  readonly join?: string;
  /** Further SQL assignments, by the new state. */
  readonly also?: Readonly<Record<string, string>>;
}

/** A row that one attempt has claimed. Only the holder of the latest claim may write the row. */
export type Claimed<Row> = Row & { readonly claim: string };

/*
 * Any number of workers take rows one by one: a claim leases a row to one attempt, and rows that others are claiming are
 * skipped. An attempt ends with `endRow`, `repeatRow` or `releaseRow`; each of them does nothing and returns false when
 * the lease had ended and another attempt has the row.
 */

/** Claims the next row that is due; null when none is. @param params of `ready` */
export async function claimRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  leaseMs: number,
  params: readonly unknown[] = [],
): Promise<Claimed<Row> | null> {
  const { table, key, busy, repeatsDead, ready, order, columns, join = '' } = outbox;
  const due = repeatsDead ? `o.state IN ('queued', '${busy}')` : `o.state = 'queued'`;
  const place = (n: number): string => `$${params.length + n}`;
  const rows = await manager.query<Claimed<Row>[]>(
    `WITH o AS (
       UPDATE ${table} u SET state = '${busy}', attempts = attempts + 1, claim = ${place(1)},
         due_at = now() + make_interval(secs => ${place(2)}::float / 1000) ${also(outbox, busy)}
       WHERE (${key.map((column) => `u.${column}`).join(', ')}) = (
         SELECT ${key.map((column) => `o.${column}`).join(', ')} FROM ${table} o
         WHERE ${due} AND o.due_at <= now() AND ${ready}
         ORDER BY ${order} LIMIT 1 FOR UPDATE OF o SKIP LOCKED
       ) RETURNING u.*
     ) SELECT o.claim, ${columns} FROM o ${join}`,
    [...params, randomUUID(), leaseMs],
  );
  return rows[0] ?? null;
}

/** Extends the lease. */
export function keepRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
  leaseMs: number,
): Promise<boolean> {
  return change(manager, outbox, row, 'due_at = now() + make_interval(secs => $2::float / 1000)', [leaseMs]);
}

/** Ends the row in a final state. @param values further columns to write, by their names in the table */
export function endRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
  state: string,
  error: string | null,
  values: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  const set = `state = $2, last_error = $3 ${also(outbox, state)} ${assignments(values)}`;
  return change(manager, outbox, row, set, [state, error, ...Object.values(values)]);
}

/** Repeats the row after a pause. */
export function repeatRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
  pauseMs: number,
  error: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  const set = `state = 'queued', due_at = now() + make_interval(secs => $2::float / 1000), last_error = $3
     ${also(outbox, 'queued')} ${assignments(values)}`;
  return change(manager, outbox, row, set, [pauseMs, error, ...Object.values(values)]);
}

/** Returns the row at once; the attempt does not count. */
export function releaseRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
  error: string | null,
): Promise<boolean> {
  const set = `state = 'queued', due_at = now(), attempts = attempts - 1, last_error = $2 ${also(outbox, 'queued')}`;
  return change(manager, outbox, row, set, [error]);
}

/** Deletes the row. */
export async function removeRow<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
): Promise<void> {
  await manager.query(`DELETE FROM ${outbox.table} WHERE claim = $1 AND ${isRow(outbox, 2)}`, [
    row.claim,
    ...keyOf(outbox, row),
  ]);
}

function also<Row>(outbox: Outbox<Row>, state: string): string {
  const more = outbox.also?.[state];
  return more === undefined ? '' : `, ${more}`;
}

/** @param set SQL assignments, whose parameters start at $2 */
async function change<Row extends object>(
  manager: EntityManager,
  outbox: Outbox<Row>,
  row: Claimed<Row>,
  set: string,
  values: readonly unknown[],
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `WITH changed AS (
       UPDATE ${outbox.table} SET ${set}
       WHERE claim = $1 AND state = '${outbox.busy}' AND ${isRow(outbox, values.length + 2)} RETURNING 1
     ) SELECT * FROM changed`,
    [row.claim, ...values, ...keyOf(outbox, row)],
  );
  return rows.length > 0;
}

function isRow<Row>({ key }: Outbox<Row>, first: number): string {
  return `(${key.join(', ')}) = (${key.map((_, i) => `$${first + i}`).join(', ')})`;
}

function keyOf<Row>({ key }: Outbox<Row>, row: Row): unknown[] {
  return key.map((column) => row[column]);
}

/** Returns SQL that sets these columns; their values start at $4. */
function assignments(values: Readonly<Record<string, unknown>>): string {
  return Object.keys(values)
    .map((column, i) => `, ${column} = $${i + 4}`)
    .join('');
}

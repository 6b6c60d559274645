import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Description of an outbox's table, which has the columns state, attempts, claim, due_at and last_error. */
export interface OutboxShape<Row> {
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

/**
 * Rows of work. Any number of workers take them one by one: a claim leases a row to one attempt, and rows that others
 * are claiming are skipped. An attempt ends with `end`, `again` or `release`; each of them does nothing and returns
 * false when the lease had ended and another attempt has the row.
 */
export class Outbox<Row extends object> {
  constructor(
    private readonly db: DataSource,
    private readonly shape: OutboxShape<Row>,
  ) {}

  /** Claims the next row that is due; null when none is. @param params of `ready` */
  async claim(leaseMs: number, params: readonly unknown[] = []): Promise<Claimed<Row> | null> {
    const { table, key, busy, repeatsDead, ready, order, columns, join = '' } = this.shape;
    const due = repeatsDead ? `o.state IN ('queued', '${busy}')` : `o.state = 'queued'`;
    const place = (n: number): string => `$${params.length + n}`;
    const rows = await this.db.query<Claimed<Row>[]>(
      `WITH o AS (
         UPDATE ${table} u SET state = '${busy}', attempts = attempts + 1, claim = ${place(1)},
           due_at = now() + make_interval(secs => ${place(2)}::float / 1000) ${this.also(busy)}
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
  keep(row: Claimed<Row>, leaseMs: number): Promise<boolean> {
    return this.change(row, 'due_at = now() + make_interval(secs => $2::float / 1000)', [leaseMs]);
  }

  /** Ends the row in a final state. @param values further columns to write */
  end(
    row: Claimed<Row>,
    state: string,
    error: string | null,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    return this.change(row, `state = $2, last_error = $3 ${this.also(state)} ${assignments(values)}`, [
      state,
      error,
      ...Object.values(values),
    ]);
  }

  /** Repeats the row after a pause. */
  again(
    row: Claimed<Row>,
    pauseMs: number,
    error: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    return this.change(
      row,
      `state = 'queued', due_at = now() + make_interval(secs => $2::float / 1000), last_error = $3
       ${this.also('queued')} ${assignments(values)}`,
      [pauseMs, error, ...Object.values(values)],
    );
  }

  /** Returns the row at once; the attempt does not count. */
  release(row: Claimed<Row>, error: string | null): Promise<boolean> {
    return this.change(
      row,
      `state = 'queued', due_at = now(), attempts = attempts - 1, last_error = $2 ${this.also('queued')}`,
      [error],
    );
  }

  /** Deletes the row. */
  async remove(row: Claimed<Row>): Promise<void> {
    await this.db.query(`DELETE FROM ${this.shape.table} WHERE claim = $1 AND ${this.isRow(2)}`, [
      row.claim,
      ...this.keyOf(row),
    ]);
  }

  private also(state: string): string {
    const also = this.shape.also?.[state];
    return also === undefined ? '' : `, ${also}`;
  }

  /** @param set SQL assignments, whose parameters start at $2 */
  private async change(row: Claimed<Row>, set: string, values: readonly unknown[]): Promise<boolean> {
    const { table, busy } = this.shape;
    const rows = await this.db.query<unknown[]>(
      `WITH changed AS (
         UPDATE ${table} SET ${set}
         WHERE claim = $1 AND state = '${busy}' AND ${this.isRow(values.length + 2)} RETURNING 1
       ) SELECT * FROM changed`,
      [row.claim, ...values, ...this.keyOf(row)],
    );
    return rows.length > 0;
  }

  private isRow(first: number): string {
    const { key } = this.shape;
    return `(${key.join(', ')}) = (${key.map((_, i) => `$${first + i}`).join(', ')})`;
  }

  private keyOf(row: Row): unknown[] {
    return this.shape.key.map((column) => row[column]);
  }
}

/** Returns SQL that sets these columns; their values start at $4. */
function assignments(values: Readonly<Record<string, unknown>>): string {
  return Object.keys(values)
    .map((column, i) => `, ${column} = $${i + 4}`)
    .join('');
}

import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Clock } from '../async/clock.js';

/** The part of a pool that the account library uses. */
export interface LibraryPool {
  connect(): Promise<LibraryClient>;
  end(): Promise<void>;
}

type LibraryClient = Pick<PoolClient, 'release'> & {
  query(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<Pick<QueryResult, 'command' | 'rowCount' | 'rows'>>;
};

/**
 * The pool as the account library sees it. The library compares times of rows with the clock of this machine, and
 * cannot use another; rows contain the database's time. So times are corrected on their way in and out: a link lasts
 * an hour on every node.
 */
export function libraryPool(pool: Pool, clock: Clock): LibraryPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: async (sql, parameters) => {
          const { command, rowCount, rows } = await client.query(
            sql,
            parameters.map((value) => moved(value, clock.aheadMs)),
          );
          return { command, rowCount, rows: rows.map((row: object) => movedRow(row, -clock.aheadMs)) };
        },
        release: (error) => client.release(error),
      };
    },
    end: () => pool.end(),
  };
}

function movedRow(row: object, byMs: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, moved(value, byMs)]));
}

function moved(value: unknown, byMs: number): unknown {
  return value instanceof Date && byMs !== 0 ? new Date(value.getTime() + byMs) : value;
}

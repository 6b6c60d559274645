import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Clock } from '../async/clock.js';
import { Metrics } from '../health/metrics.js';

/** TypeORM's pool of connections, for code that shares the process's one limit of connections. */
export function poolOf(db: DataSource): Pool {
  if (!(db.driver instanceof PostgresDriver)) throw new Error('The data source is not PostgreSQL');
  return db.driver.master as Pool;
}

/** Measures the process's connections to PostgreSQL: a `waiting` above 0 for long means that the pool is too small. */
@Injectable()
export class PoolMetrics {
  constructor(db: DataSource, { registry }: Metrics) {
    const pool = poolOf(db);
    new Gauge({
      name: 'database_pool_connections',
      help: 'Connections to PostgreSQL that are in use or idle, and requests that wait for one',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }
}

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

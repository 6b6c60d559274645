import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
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

import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from '../health/metrics.js';
import { poolOf } from './pool.js';

/** How the process uses its connections to PostgreSQL: when `waiting` is not 0 for long, the pool is too small. */
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

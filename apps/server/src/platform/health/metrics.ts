import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';

const load = createRequire(import.meta.url);
/** Gauges of prom-client that are named like counters, and that only repeat sums of other gauges. They are removed. */
const SUMS = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];
/** The version of this server, from package.json. */
export const VERSION = z.object({ version: z.string() }).parse(load('../../../package.json')).version;

/**
 * The Prometheus registry of the process. Features register metrics with `new Counter({…, registers:
 * [metrics.registry]})`.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    for (const name of SUMS) this.registry.removeSingleMetric(name);
    new Gauge({
      name: 'sunday_live_build_info',
      help: 'Always 1; its labels say which version runs on which Node.js',
      labelNames: ['version', 'node'],
      registers: [this.registry],
    }).set({ version: VERSION, node: process.version }, 1);
  }
}

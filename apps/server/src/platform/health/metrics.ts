import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';

const load = createRequire(import.meta.url);
/** The version of this server. */
export const VERSION = z.object({ version: z.string() }).parse(load('../../../package.json')).version;

/** The process's Prometheus registry: `new Counter({…, registers: [metrics.registry]})`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    new Gauge({
      name: 'sunday_live_build_info',
      help: 'Always 1; its labels say which version runs on which Node.js',
      labelNames: ['version', 'node'],
      registers: [this.registry],
    }).set({ version: VERSION, node: process.version }, 1);
  }
}

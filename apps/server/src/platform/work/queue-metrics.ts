import { WorkerHost } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { Gauge, Histogram } from 'prom-client';
import { CONFIG, type Config } from '../../config/config.js';
import { Metrics } from '../health/metrics.js';
import { Log } from '../logging/log.module.js';
import { JOB_STATES, QueueCounts } from './queue-counts.js';

/** Checks that Redis stores jobs. For queues on PostgreSQL the database's own check is enough. */
@Injectable()
export class QueueHealth implements OnApplicationShutdown {
  private readonly redis: Redis | null;
  private trouble: string | null = null;

  constructor(@Inject(CONFIG) config: Config) {
    this.redis =
      config.redisUrl === null
        ? null
        : new Redis(config.redisUrl, {
            enableOfflineQueue: false,
            maxRetriesPerRequest: 0,
            commandTimeout: 1500,
            connectTimeout: 1500,
            retryStrategy: (attempt) => Math.min(100 * attempt, 1000),
          });
    this.redis?.on('error', (error) => {
      this.trouble = error.message;
    });
    this.redis?.on('ready', () => {
      this.trouble = null;
    });
  }

  async check(): Promise<string | null> {
    if (this.redis === null) return null;
    if (this.redis.status !== 'ready') return `Redis: ${this.trouble ?? this.redis.status}`;
    const memory = await this.redis.info('memory');
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    if (policy === undefined || policy === 'noeviction') return null;
    return `Redis may drop jobs: maxmemory-policy is ${policy}, set it to noeviction`;
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}

const DURATION_BUCKETS_S = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120, 600];

/** Prometheus metrics of all job queues. */
@Injectable()
export class QueueMetrics implements OnApplicationBootstrap {
  private readonly seconds: Histogram<'queue' | 'outcome'>;

  constructor(
    private readonly discovery: DiscoveryService,
    counts: QueueCounts,
    private readonly log: Log,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.seconds = new Histogram({
      name: 'job_seconds',
      help: 'How long a job ran on this worker',
      labelNames: ['queue', 'outcome'],
      buckets: DURATION_BUCKETS_S,
      registers,
    });
    new Gauge({
      name: 'queue_jobs',
      help: 'Jobs in a queue, of the whole cluster',
      labelNames: ['queue', 'state'],
      registers,
      async collect() {
        this.reset();
        for (const count of await counts.all()) {
          for (const state of JOB_STATES) this.set({ queue: count.queue, state }, count[state]);
        }
      },
    });
  }

  onApplicationBootstrap(): void {
    for (const host of this.instances()) if (host instanceof WorkerHost) this.watch(host);
  }

  /** workers exist only after bootstrap, and only in processes that run jobs */
  private watch(host: WorkerHost): void {
    try {
      host.worker.on('completed', (job) => this.ended(job, 'done'));
      host.worker.on('failed', (job) => job !== undefined && this.ended(job, 'failed'));
    } catch {
      this.log.debug('a processor has no worker in this role', QueueMetrics.name);
    }
  }

  private ended(job: Job, outcome: 'done' | 'failed'): void {
    if (job.processedOn === undefined) return;
    const end = job.finishedOn ?? Date.now();
    this.seconds.observe({ queue: job.queueName, outcome }, Math.max(0, end - job.processedOn) / 1000);
  }

  private instances(): unknown[] {
    return this.discovery.getProviders().map(({ instance }) => instance as unknown);
  }
}

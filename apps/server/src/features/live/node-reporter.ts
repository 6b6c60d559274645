import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { LiveMetrics, type TransportCounts } from './live-metrics.js';

const REPORT_EVERY_MS = 5_000;

/** Writes down every few seconds that this node lives and who is connected to it, for admins of all nodes. */
@Injectable()
export class NodeReporter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(NodeReporter.name);
  private readonly node = `${hostname()}/${process.pid}/${randomUUID().slice(0, 4)}`;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly metrics: LiveMetrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.report();
    this.timer = setInterval(() => {
      this.running = this.report();
    }, REPORT_EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
    await this.db.query('DELETE FROM node_report WHERE node = $1', [this.node]).catch(() => undefined);
  }

  private async report(): Promise<void> {
    const { transports } = this.metrics;
    const of = (count: (counts: TransportCounts) => number, name: 'socket' | 'long-poll'): number => {
      const counts = transports.get(name);
      return counts === undefined ? 0 : count(counts);
    };
    try {
      await this.db.query(
        `INSERT INTO node_report (node, role, started_at, sockets, polls, slow) VALUES ($1, $2, now() - make_interval(secs => $3), $4, $5, $6)
         ON CONFLICT (node) DO UPDATE SET seen_at = now(), sockets = excluded.sockets, polls = excluded.polls,
           slow = excluded.slow`,
        [
          this.node,
          this.config.role,
          process.uptime(),
          of((counts) => counts.connections(), 'socket'),
          of((counts) => counts.connections(), 'long-poll'),
          of((counts) => counts.slow(), 'socket'),
        ],
      );
      await this.db.query(`DELETE FROM node_report WHERE seen_at < now() - interval '1 minute'`);
    } catch (error) {
      // whoever looks sees an old report
      this.logger.warn(`the node could not report: ${String(error)}`);
    }
  }
}

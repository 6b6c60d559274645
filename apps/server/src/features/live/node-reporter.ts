import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Raw, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { NodeStandings } from '../projection/node-standings.js';
import { LiveMetrics, type TransportCounts } from './live-metrics.js';
import { NodeReportEntity } from './node-report.entity.js';

const REPORT_EVERY_MS = 5_000;
/** Events between the node's position and the head of the log. */
const BEHIND = '(SELECT greatest(head - :seq, 0)::int FROM slate_stream WHERE epoch = :epoch)';
/** Of a process that has not loaded the standings: in no epoch. */
const NO_POSITION = { epoch: '', seq: 0 };

/** Stores every few seconds that this node is alive and how many clients it has, for admins on any node. */
@Injectable()
export class NodeReporter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(NodeReporter.name);
  private readonly node = `${hostname()}/${process.pid}/${randomUUID().slice(0, 4)}`;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectRepository(NodeReportEntity) private readonly reports: Repository<NodeReportEntity>,
    private readonly metrics: LiveMetrics,
    private readonly standings: NodeStandings,
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
    await this.reports.delete({ node: this.node }).catch(() => undefined);
  }

  private async report(): Promise<void> {
    const { transports } = this.metrics;
    const of = (count: (counts: TransportCounts) => number, name: 'socket' | 'long-poll'): number => {
      const counts = transports.get(name);
      return counts === undefined ? 0 : count(counts);
    };
    try {
      await this.reports
        .createQueryBuilder()
        .insert()
        .values({
          node: this.node,
          role: this.config.role,
          startedAt: () => 'now() - make_interval(secs => :uptime)',
          seenAt: () => 'now()',
          sockets: of((counts) => counts.connections(), 'socket'),
          polls: of((counts) => counts.connections(), 'long-poll'),
          slow: of((counts) => counts.slow(), 'socket'),
          behind: () => BEHIND,
        })
        .setParameters({ uptime: process.uptime(), ...(this.standings.position ?? NO_POSITION) })
        .orUpdate(['seen_at', 'sockets', 'polls', 'slow', 'behind'], ['node'])
        .updateEntity(false)
        .execute();
      await this.reports.delete({ seenAt: Raw((column) => `${column} < now() - interval '1 minute'`) });
    } catch (error) {
      // readers see an old report until the next one
      this.logger.warn(`the node could not report: ${String(error)}`);
    }
  }
}

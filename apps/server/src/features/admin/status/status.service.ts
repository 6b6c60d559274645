import { Inject, Injectable } from '@nestjs/common';
import type { AdminStatus } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../config/config.js';
import { Clock } from '../../../platform/async/clock.js';
import { Bus } from '../../../platform/bus/bus.js';
import { OutsideServices } from '../../../platform/health/outside-services.js';
import { SERVER_VERSION } from '../../../platform/health/version.js';
import { QueueCounts } from '../../../platform/work/queue-counts.js';
import { AlertsService } from '../../alerts/alerts.service.js';
import { BackupsService } from '../../backups/backups.service.js';
import { FeedStateService } from '../../feed/feed-state.service.js';
import { PushSubscriptionEntity } from '../../notifications/device.entity.js';
import { SlateStreamEntity } from '../../slate/slate.entity.js';
import { SiteService } from '../site/site.service.js';
import { NodeDirectory } from '../watch/node-directory.js';
import { reportOf } from '../watch/queue-report.js';
import { DatabaseGrowth } from './database-growth.js';
import { databaseFacts, largestTables } from './status.sql.js';

const TABLES = 6;

/** Collects what an operator wants to know about the whole installation. */
@Injectable()
export class StatusService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly site: SiteService,
    private readonly alerts: AlertsService,
    private readonly feed: FeedStateService,
    private readonly nodes: NodeDirectory,
    private readonly queues: QueueCounts,
    private readonly outside: OutsideServices,
    private readonly growth: DatabaseGrowth,
    private readonly backups: BackupsService,
  ) {}

  async read(): Promise<AdminStatus> {
    const { manager } = this.db;
    const [
      site,
      alerts,
      feed,
      nodes,
      queues,
      troubles,
      redis,
      database,
      tables,
      earlier,
      stream,
      devices,
      backup,
    ] = await Promise.all([
      this.site.status(),
      this.alerts.list(false),
      this.feed.health(),
      this.nodes.all(),
      this.queues.withFailures(),
      this.outside.troubles(),
      this.bus.serverVersion(),
      databaseFacts(manager),
      largestTables(manager, TABLES),
      this.growth.since(),
      manager.findOneByOrFail(SlateStreamEntity, { id: 1 }),
      manager.count(PushSubscriptionEntity),
      this.backups.last(),
    ]);
    return {
      at: this.clock.now().toISOString(),
      versions: { server: SERVER_VERSION, node: process.version, postgres: database.version, redis },
      site,
      alerts,
      feed,
      log: { epoch: stream.epoch, head: stream.head },
      nodes,
      queues: queues.map(reportOf),
      email: { way: this.config.smtpUrl === null ? 'files' : 'smtp' },
      push: { devices },
      storage: { way: this.config.storageUrl.startsWith('file:') ? 'folder' : 's3' },
      failing: troubles.map(({ service, since, times, reason }) => ({
        service,
        since: since.toISOString(),
        times,
        reason,
      })),
      backup: { scheduled: this.config.backups.url !== null, last: backup },
      database: {
        bytes: database.bytes,
        grown: earlier && { bytes: database.bytes - earlier.bytes, since: earlier.at.toISOString() },
        tables,
      },
    };
  }
}

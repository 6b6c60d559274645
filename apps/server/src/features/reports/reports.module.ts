import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { reportQueueSchema } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { outboxQueue } from '../../platform/work/outboxes.js';
import { QueueCounts } from '../../platform/work/queue-counts.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { LiveModule } from '../live/live.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { StandingsModule } from '../standings/standings.module.js';
import { ReportCommonEntity, ReportEntity, ReportInputEntity, ReportWeeklyEntity } from './report.entity.js';
import { ReportStore } from './report.store.js';
import { ReportDocuments } from './report-documents.js';
import { ReportErasure } from './report-erasure.js';
import { ReportInputStore, ReportInputs } from './report-inputs.js';
import { ReportMetrics } from './report-metrics.js';
import { ReportProgressNews } from './report-progress.js';
import { ReportRequests } from './report-requests.js';
import { ReportRetention } from './report-retention.js';
import { ReportRunner } from './report-runner.js';
import { ReportSchedule } from './report-schedule.js';
import { REPORT_QUEUES, TaskLimits } from './report-task.js';
import { openTasks, taskFailures } from './report-task.sql.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { SectionThreads } from './threads/section-threads.js';
import { WeeklyReportsController } from './weekly-reports.controller.js';

/** Reports on players: requested, computed task by task, and readable from the first part on. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ReportCommonEntity, ReportEntity, ReportInputEntity, ReportWeeklyEntity]),
    StandingsModule,
    LeaguesModule,
    LiveModule,
    SlateModule,
    outboxQueue(REPORT_QUEUES.fast),
    outboxQueue(REPORT_QUEUES.slow),
  ],
  controllers: [ReportsController, WeeklyReportsController],
  providers: [
    ReportDocuments,
    ReportErasure,
    ReportInputStore,
    ReportInputs,
    ReportMetrics,
    ReportProgressNews,
    ReportRequests,
    ReportRetention,
    ReportRunner,
    ReportSchedule,
    ReportStore,
    ReportsService,
    SectionThreads,
    TaskLimits,
  ],
  exports: [ReportErasure, ReportsService],
})
export class ReportsModule {
  constructor(counts: QueueCounts, manager: EntityManager) {
    for (const queue of reportQueueSchema.options) {
      counts.register(REPORT_QUEUES[queue], async () => {
        const [failures, { queued, running }] = await Promise.all([
          taskFailures(manager, queue),
          openTasks(manager, queue),
        ]);
        return { ...failures, waiting: queued, active: running };
      });
    }
  }
}

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { PlayerMessages } from '../live/player-messages.js';
import { ReportStore } from './report.store.js';
import { reportProgress, reportState } from './report-task.js';
import { tasksOfReport } from './report-task.sql.js';

/** Changes of a report within this time are sent as one message. */
const GATHER_MS = 200;

/** Sends the progress of reports to their owners, on whichever node they are connected. A hint that may be lost; the API has the state. */
@Injectable()
export class ReportProgressNews implements OnModuleDestroy {
  private readonly logger = new Logger(ReportProgressNews.name);
  private readonly pending = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly store: ReportStore,
    private readonly manager: EntityManager,
    private readonly messages: PlayerMessages,
  ) {}

  changed(report: string): void {
    if (this.pending.has(report)) return;
    const timer = setTimeout(() => {
      this.pending.delete(report);
      this.tell(report).catch((error: unknown) => this.logger.warn(`progress: ${String(error)}`));
    }, GATHER_MS);
    this.pending.set(report, timer);
  }

  onModuleDestroy(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private async tell(id: string): Promise<void> {
    const report = await this.store.find(id);
    if (report === null || report.owner === null) return;
    const tasks = await tasksOfReport(this.manager, id);
    await this.messages.tell(report.owner, 'report', {
      id,
      state: reportState(tasks, report.cancelledAt !== null),
      progress: reportProgress(tasks),
    });
  }
}

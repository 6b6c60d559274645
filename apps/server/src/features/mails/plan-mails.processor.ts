import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { MailPlan } from './mail-plan.js';
import { MAIL_PLAN_QUEUE } from './mail-plan-queue.js';

/** Handles ticks. A tick may arrive twice, late or never, because due emails are read from PostgreSQL. */
@Processor(MAIL_PLAN_QUEUE, {
  concurrency: 1,
  lockDuration: 60_000,
  stalledInterval: 30_000,
  maxStalledCount: 1,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 20 },
})
export class PlanMailsProcessor extends WorkerHost {
  private readonly logger = new Logger(PlanMailsProcessor.name);

  constructor(private readonly plan: MailPlan) {
    super();
  }

  async process(): Promise<void> {
    await this.plan.run();
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(`a tick failed: ${error.message}`);
  }
}

import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { MailDrain } from './mail-drain.js';
import { MAIL_QUEUE } from './mail-queue.js';

/** A job says that mails wait; which ones, PostgreSQL says. */
@Processor(MAIL_QUEUE, {
  concurrency: 2,
  lockDuration: 30_000,
  maxStalledCount: 1,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 20 },
})
export class MailsProcessor extends WorkerHost {
  private readonly logger = new Logger(MailsProcessor.name);

  constructor(private readonly drain: MailDrain) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run();
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(`mails were not sent: ${error.message}`);
  }
}

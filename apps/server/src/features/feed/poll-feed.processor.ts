import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { FEED_QUEUE } from './feed-queue.js';
import { FeedTurns } from './feed-turns.js';

/** A tick of the scheduler wakes the poller; whether a poll is due is decided in PostgreSQL. */
@Processor(FEED_QUEUE, {
  concurrency: 1,
  // far above the longest tick; a tick that stalls is run again elsewhere, which changes nothing
  lockDuration: 30_000,
  stalledInterval: 15_000,
  maxStalledCount: 1,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 20 },
})
export class PollFeedProcessor extends WorkerHost {
  private readonly logger = new Logger(PollFeedProcessor.name);

  constructor(
    private readonly turns: FeedTurns,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.turns.run(this.config.feed.liveIntervalMs, 'queue');
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(`a tick failed: ${error.message}`);
  }
}

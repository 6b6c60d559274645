import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { BullModule } from '../../platform/work/bull-module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { EspnFeed } from './espn/espn-feed.js';
import { FeedScheduler } from './feed.scheduler.js';
import { FeedAdminController } from './feed-admin.controller.js';
import { FeedAdminService } from './feed-admin.service.js';
import { FeedAlerts } from './feed-alerts.js';
import { FeedBoards } from './feed-boards.js';
import { FeedMetrics } from './feed-metrics.js';
import { FeedPollStore } from './feed-poll.store.js';
import { FeedPoller } from './feed-poller.js';
import { FeedQuarantineStore } from './feed-quarantine.store.js';
import { FEED_QUEUE } from './feed-queue.js';
import { FeedStateService } from './feed-state.service.js';
import { FeedTurns } from './feed-turns.js';
import { FeedWeekStore } from './feed-week.store.js';
import { PollFeedProcessor } from './poll-feed.processor.js';
import { ScheduleImporter } from './schedule-importer.js';
import { ScoreFeed } from './score-feed.js';
import { WeekDoubts } from './week-doubts.js';
import { WeekReader } from './week-reader.js';

/** Asks the feed for scores and schedule, and hands what it says to the slate. */
@Module({
  imports: [AlertsModule, SlateModule, BullModule.registerQueue({ name: FEED_QUEUE })],
  controllers: [FeedAdminController],
  providers: [
    FeedAdminService,
    {
      // the one line that says which feed is used
      provide: ScoreFeed,
      inject: [CONFIG],
      useFactory: ({ feed }: Config) => new EspnFeed({ baseUrl: feed.url, timeoutMs: feed.timeoutMs }),
    },
    FeedAlerts,
    FeedBoards,
    FeedMetrics,
    FeedPollStore,
    FeedPoller,
    FeedQuarantineStore,
    FeedScheduler,
    FeedStateService,
    FeedTurns,
    FeedWeekStore,
    PollFeedProcessor,
    ScheduleImporter,
    WeekDoubts,
    WeekReader,
  ],
  exports: [FeedPollStore, FeedStateService, ScheduleImporter],
})
export class FeedModule {}

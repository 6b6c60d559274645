import { Inject, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { HealthService } from '../../platform/health/health.service.js';
import { tickerQueue } from '../../platform/work/tickers.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { EspnFeed } from './espn/espn-feed.js';
import { FeedAdminController } from './feed-admin.controller.js';
import { FeedAdminService } from './feed-admin.service.js';
import { FeedAlerts } from './feed-alerts.js';
import { FeedBoards } from './feed-boards.js';
import { FeedMetrics } from './feed-metrics.js';
import { FeedPoller } from './feed-poller.js';
import { FeedStateService } from './feed-state.service.js';
import { FEED_TICKER, FeedTurns } from './feed-turns.js';
import { ScheduleImporter, WeekReader } from './schedule-importer.js';
import { ScoreFeed } from './score-feed.js';
import { WeekDoubts } from './week-doubts.js';

/** Reads scores and schedule from the feed, and passes them to the slate. */
@Module({
  imports: [AlertsModule, SlateModule, tickerQueue(FEED_TICKER)],
  controllers: [FeedAdminController],
  providers: [
    FeedAdminService,
    {
      // the only line that selects the feed
      provide: ScoreFeed,
      inject: [CONFIG],
      useFactory: ({ feed }: Config) => new EspnFeed({ baseUrl: feed.url, timeoutMs: feed.timeoutMs }),
    },
    FeedAlerts,
    FeedBoards,
    FeedMetrics,
    FeedPoller,
    FeedStateService,
    FeedTurns,
    ScheduleImporter,
    WeekDoubts,
    WeekReader,
  ],
  exports: [FeedStateService, ScheduleImporter],
})
export class FeedModule {
  constructor(
    @Inject(CONFIG) { role }: Config,
    health: HealthService,
    turns: FeedTurns,
    state: FeedStateService,
  ) {
    if (role === 'web') return;
    health.register('feed', () => turns.check());
    health.register('scores', () => state.problem(), 'helpful');
  }
}

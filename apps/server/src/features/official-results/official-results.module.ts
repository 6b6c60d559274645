import { Module } from '@nestjs/common';
import { BullModule } from '../../platform/work/bull-module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { MovesModule } from '../moves/moves.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { KeepResultsProcessor } from './keep-results.processor.js';
import { ResultProgressStore } from './result-progress.store.js';
import { ResultsController } from './results.controller.js';
import { ResultsScheduler } from './results.scheduler.js';
import { ResultsAdminController } from './results-admin.controller.js';
import { ResultsAdminService } from './results-admin.service.js';
import { RESULTS_QUEUE } from './results-queue.js';
import { ResultsReader } from './results-reader.js';
import { ResultsTurns } from './results-turns.js';
import { ScoreStore } from './score.store.js';
import { ScoreDifferences } from './score-differences.js';
import { ScoresService } from './scores.service.js';
import { WeekResultStore } from './week-result.store.js';
import { WeekReviewService } from './week-review.service.js';

/** What weeks and the season have brought: derived from cards and final games, kept in tables, checked and confirmed. */
@Module({
  imports: [
    AlertsModule,
    CardsModule,
    MovesModule,
    SlateModule,
    BullModule.registerQueue({ name: RESULTS_QUEUE }),
  ],
  controllers: [ResultsController, ResultsAdminController],
  providers: [
    KeepResultsProcessor,
    ResultProgressStore,
    ResultsAdminService,
    ResultsReader,
    ResultsScheduler,
    ResultsTurns,
    ScoreDifferences,
    ScoreStore,
    ScoresService,
    WeekResultStore,
    WeekReviewService,
  ],
  exports: [ResultsReader, ResultsTurns, ScoresService],
})
export class OfficialResultsModule {}

import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { KeepResultsProcessor } from './keep-results.processor.js';
import { ResultProgressStore } from './result-progress.store.js';
import { ResultsScheduler } from './results.scheduler.js';
import { RESULTS_QUEUE } from './results-queue.js';
import { ResultsTurns } from './results-turns.js';
import { ScoreStore } from './score-store.js';
import { ScoresService } from './scores.service.js';

/** What weeks and the season have brought: derived from cards and final games, kept in tables. */
@Module({
  imports: [SlateModule, BullModule.registerQueue({ name: RESULTS_QUEUE })],
  providers: [
    KeepResultsProcessor,
    ResultProgressStore,
    ResultsScheduler,
    ResultsTurns,
    ScoreStore,
    ScoresService,
  ],
  exports: [ResultsTurns, ScoresService],
})
export class ResultsModule {}

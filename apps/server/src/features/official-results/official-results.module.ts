import { Module } from '@nestjs/common';
import { tickerQueue } from '../../platform/work/tickers.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { MovesModule } from '../moves/moves.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { ResultsController } from './results.controller.js';
import { ResultProgressStore, WeekResultStore } from './results.store.js';
import { ResultsAdminController } from './results-admin.controller.js';
import { ResultsAdminService } from './results-admin.service.js';
import { ResultsReader } from './results-reader.js';
import { RESULTS_TICKER, ResultsTurns } from './results-turns.js';
import { ScoresService } from './scores.service.js';
import { SeasonWriter } from './season-writer.js';
import { WeekReviewService } from './week-review.service.js';

/** Results of weeks and the season: derived from cards and final games, stored in tables, checked and confirmed. */
@Module({
  imports: [AlertsModule, CardsModule, MovesModule, SlateModule, tickerQueue(RESULTS_TICKER)],
  controllers: [ResultsController, ResultsAdminController],
  providers: [
    ResultProgressStore,
    ResultsAdminService,
    ResultsReader,
    ResultsTurns,
    ScoresService,
    SeasonWriter,
    WeekResultStore,
    WeekReviewService,
  ],
  exports: [ResultsReader, ResultsTurns, ScoresService],
})
export class OfficialResultsModule {}

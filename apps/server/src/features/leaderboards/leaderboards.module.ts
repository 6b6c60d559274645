import { Module } from '@nestjs/common';
import { LeagueDirectoryModule } from '../leagues/league-directory.module.js';
import { ResultsReaderModule } from '../results/results-reader.module.js';
import { SeasonModule } from '../season/season.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { EntrantStore } from './entrant-store.js';
import { LeaderboardsController } from './leaderboards.controller.js';
import { LeagueBooks } from './league-books.js';
import { LeagueSeasonService } from './league-season.service.js';
import { LeagueSeasonStore } from './league-season.store.js';
import { LeagueWeekService } from './league-week.service.js';
import { SeasonBookKeeper } from './season-book-keeper.js';
import { SeasonBookLoader } from './season-book-loader.js';
import { StandingsService } from './standings.service.js';

/** What a league shows its members: tables, locked picks, the week's history. */
@Module({
  imports: [LeagueDirectoryModule, ResultsReaderModule, SeasonModule, SlateModule],
  controllers: [LeaderboardsController],
  providers: [
    EntrantStore,
    LeagueBooks,
    LeagueSeasonService,
    LeagueSeasonStore,
    LeagueWeekService,
    SeasonBookKeeper,
    SeasonBookLoader,
    StandingsService,
  ],
  exports: [LeagueBooks, LeagueSeasonService, StandingsService],
})
export class LeaderboardsModule {}

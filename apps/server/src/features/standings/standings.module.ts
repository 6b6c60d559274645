import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { OfficialResultsModule } from '../official-results/official-results.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { LeagueBooks } from './league-books.js';
import { LeagueSeasonService } from './league-season.service.js';
import { LeagueWeekService } from './league-week.service.js';
import { SeasonBookKeeper, SeasonBookLoader } from './season-book-keeper.js';
import { StandingsController } from './standings.controller.js';
import { StandingsService } from './standings.service.js';

/** League data for members: standings, locked picks, and the week's history. */
@Module({
  imports: [LeaguesModule, OfficialResultsModule, CalendarModule, SlateModule],
  controllers: [StandingsController],
  providers: [
    LeagueBooks,
    LeagueSeasonService,
    LeagueWeekService,
    SeasonBookKeeper,
    SeasonBookLoader,
    StandingsService,
  ],
  exports: [LeagueBooks, LeagueSeasonService, StandingsService],
})
export class StandingsModule {}

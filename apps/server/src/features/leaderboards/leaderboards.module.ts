import { Module } from '@nestjs/common';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { SeasonModule } from '../season/season.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { EntrantStore } from './entrant-store.js';
import { LeaderboardsController } from './leaderboards.controller.js';
import { LeagueWeekService } from './league-week.service.js';
import { StandingsService } from './standings.service.js';

/** What a league shows its members: tables, locked picks, the week's history. */
@Module({
  imports: [LeaguesModule, SeasonModule, SlateModule],
  controllers: [LeaderboardsController],
  providers: [EntrantStore, LeagueWeekService, StandingsService],
})
export class LeaderboardsModule {}

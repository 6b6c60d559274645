import { Module } from '@nestjs/common';
import { LeaderboardsModule } from '../leaderboards/leaderboards.module.js';
import { LeagueDirectoryModule } from '../leagues/league-directory.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { WidgetsController } from './widgets.controller.js';
import { WidgetsService } from './widgets.service.js';

/** What other sites may show of a league. */
@Module({
  imports: [LeaderboardsModule, LeagueDirectoryModule, SlateModule],
  controllers: [WidgetsController],
  providers: [WidgetsService],
})
export class WidgetsModule {}

import { Module } from '@nestjs/common';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { StandingsModule } from '../standings/standings.module.js';
import { ProfileStore } from './profile.sql.js';
import { SeasonReviews } from './season-review.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsService } from './statistics.service.js';

/** Statistics of leagues and players, computed from cards and games. */
@Module({
  imports: [StandingsModule, LeaguesModule],
  controllers: [StatisticsController],
  providers: [ProfileStore, SeasonReviews, StatisticsService],
  exports: [SeasonReviews],
})
export class StatisticsModule {}

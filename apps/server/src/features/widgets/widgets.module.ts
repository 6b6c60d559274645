import { Module } from '@nestjs/common';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { StandingsModule } from '../standings/standings.module.js';
import { WidgetsController } from './widgets.controller.js';
import { WidgetsService } from './widgets.service.js';

/** Small standings that other sites may embed. */
@Module({
  imports: [StandingsModule, LeaguesModule, SlateModule],
  controllers: [WidgetsController],
  providers: [WidgetsService],
})
export class WidgetsModule {}

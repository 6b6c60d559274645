import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { LeagueStore } from './league.store.js';
import { LeagueDirectory } from './league-directory.js';
import { LeaguesController } from './leagues.controller.js';
import { LeaguesService } from './leagues.service.js';

/** Leagues and who plays in them. */
@Module({
  imports: [SlateModule],
  controllers: [LeaguesController],
  providers: [LeagueDirectory, LeaguesService, LeagueStore],
  exports: [LeagueDirectory, LeaguesService],
})
export class LeaguesModule {}

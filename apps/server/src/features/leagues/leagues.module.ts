import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SlateModule } from '../slate/slate.module.js';
import { LeagueEntity, LeagueMemberEntity } from './league.entity.js';
import { LeagueStore } from './league.store.js';
import { LeagueDirectory } from './league-directory.js';
import { LeaguesController } from './leagues.controller.js';
import { LeaguesService } from './leagues.service.js';

/** Leagues and their members. */
@Module({
  imports: [TypeOrmModule.forFeature([LeagueEntity, LeagueMemberEntity]), SlateModule],
  controllers: [LeaguesController],
  providers: [LeagueDirectory, LeaguesService, LeagueStore],
  exports: [LeagueDirectory, LeaguesService],
})
export class LeaguesModule {}

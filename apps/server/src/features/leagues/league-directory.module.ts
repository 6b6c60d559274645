import { Module } from '@nestjs/common';
import { LeagueDirectory } from './league-directory.js';

@Module({ providers: [LeagueDirectory], exports: [LeagueDirectory] })
export class LeagueDirectoryModule {}

import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { LiveRights } from './live-rights.js';
import { LiveSessions } from './live-sessions.js';

/** Decides who may follow live streams on this node. */
@Module({
  imports: [LeaguesModule, AuthModule],
  providers: [LiveRights, LiveSessions],
  exports: [LiveRights, LiveSessions],
})
export class LiveRightsModule {}

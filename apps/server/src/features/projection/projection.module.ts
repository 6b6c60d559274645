import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { LogFollower } from './log-follower.js';
import { LeftOutReports, NodeStandings } from './node-standings.js';
import { StateLoader } from './state-loader.js';

/** The standings of this node, projected from the slate log. */
@Module({
  imports: [AlertsModule, AuthModule, SlateModule],
  providers: [LeftOutReports, LogFollower, NodeStandings, StateLoader],
  exports: [LogFollower, NodeStandings],
})
export class ProjectionModule {}

import { Module } from '@nestjs/common';
import { PlayersModule } from '../players/players.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { LogFollower } from './log-follower.js';
import { NodeStandings } from './node-standings.js';
import { PlayerFollower } from './player-follower.js';
import { StateLoader } from './state-loader.js';

/** The standings engine of this node. */
@Module({
  imports: [PlayersModule, SlateModule],
  providers: [LogFollower, NodeStandings, PlayerFollower, StateLoader],
  exports: [LogFollower, NodeStandings],
})
export class StandingsModule {}

import { Module } from '@nestjs/common';
import { PlayersModule } from '../players/players.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { NodeStandings } from './node-standings.js';
import { PlayerFollower } from './player-follower.js';
import { StateLoader } from './state-loader.js';

/** The standings engine of this node. */
@Module({
  imports: [PlayersModule, SlateModule],
  providers: [NodeStandings, PlayerFollower, StateLoader],
  exports: [NodeStandings],
})
export class StandingsModule {}

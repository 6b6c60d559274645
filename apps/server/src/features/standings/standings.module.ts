import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { NodeStandings } from './node-standings.js';
import { StateLoader } from './state-loader.js';

/** The standings engine of this node. */
@Module({
  imports: [SlateModule],
  providers: [NodeStandings, StateLoader],
  exports: [NodeStandings],
})
export class StandingsModule {}

import type { Position } from '../frame.js';
import type { LiveSocket } from './live-socket.js';

/** The sockets on this node that watch one league. All of them stand at `position`, but for those that lag. */
export class LeagueRoom {
  readonly sockets = new Set<LiveSocket>();

  constructor(
    readonly league: string,
    public position: Position,
    /** Gives the league's channel back to the hub. */
    readonly release: () => void,
  ) {}
}

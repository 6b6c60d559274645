import type { Announcement, LivePlayer, RulesName } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import { jokerShown, type NodeState } from '../../projection/node-state.js';

/** What a channel needs from the node: the state, and the engine of the league's rules. */
export interface ChannelSource {
  state(): NodeState;
  engine(rules: RulesName): StandingsEngine;
  announcements(league: string): Announcement[];
  /**
   * Called when a snapshot's body was built and encoded, which is the expensive part when many clients arrive at
   * once.
   */
  snapshotBuilt(): void;
  /** Milliseconds of a monotonic clock. */
  ticks(): number;
}

/** Players as frames name them; unknown numbers are left out. */
export function livePlayers(state: NodeState, numbers: Iterable<number>): LivePlayer[] {
  const players: LivePlayer[] = [];
  for (const n of numbers) {
    const player = state.byNumber.get(n);
    if (player === undefined) continue;
    const { id, name, team } = player;
    players.push({ n, id, name, team, joker: jokerShown(state, n) });
  }
  return players;
}

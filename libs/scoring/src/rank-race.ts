import type { Members } from './engine.js';
import type { GameState } from './types.js';
import type { WeekFold } from './week-fold.js';

/** The players who lead from this position on, by number, ascending. */
export interface Lead {
  readonly position: number;
  readonly leaders: readonly number[];
}

export interface RankRace {
  /** In order; the first is for position 0. */
  readonly leads: readonly Lead[];
  /** For each watched player the rank at every position; 0: not in the standings. */
  readonly ranks: readonly Uint32Array[];
}

/**
 * Computes the leaders, and the ranks of some players, at every position of a week's log.
 * @param members the ranked players; the fold is moved and returned to its position
 * @param watched indexes into `members`, not players' numbers
 */
export function rankRace<G extends GameState>(
  fold: WeekFold<G>,
  members: Members,
  watched: readonly number[],
): RankRace {
  const { engine, position: before } = fold;
  const size = members === 'all' ? engine.playerCount : members.length;
  const now = new Uint32Array(size);
  const ranks = watched.map(() => new Uint32Array(fold.length + 1));
  const leads: Lead[] = [];
  for (let position = 0; position <= fold.length; position += 1) {
    if (fold.seek(position) || position === 0) {
      engine.rank('week', members, now);
      const leaders = playersFirst(now, members);
      if (String(leaders) !== String(leads.at(-1)?.leaders)) leads.push({ position, leaders });
    }
    for (const [i, place] of watched.entries()) (ranks[i] as Uint32Array)[position] = now[place] ?? 0;
  }
  fold.seek(before);
  return { leads, ranks };
}

function playersFirst(ranks: Uint32Array, members: Members): number[] {
  const first: number[] = [];
  for (const [i, rank] of ranks.entries()) {
    if (rank === 1) first.push(members === 'all' ? i : (members[i] as number));
  }
  return first.sort((a, b) => a - b);
}

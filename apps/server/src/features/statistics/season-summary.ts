import { divisionOf, type SeasonSummary } from '@sunday-live/contract';
import type { Steps } from '../../platform/async/time-sliced.js';
import type { SeasonReview } from './season-review.js';

/** Favourite teams named of each division. */
const TEAMS = 12;

/** Players that are read between two looks at the clock. */
const STEP = 512;

interface Fans {
  sum: number;
  fans: number;
  readonly teams: string[];
}

/** Computes what all rows of a season's standings say together. */
export function* seasonSummary({ weeks, players, ranked, totals }: SeasonReview): Steps<SeasonSummary> {
  /** Number of weeks of all players by points. */
  const counts = new Map<number, number>();
  for (const week of weeks)
    for (const [points, count] of week.counts) counts.set(points, (counts.get(points) ?? 0) + count);
  const divisions = new Map<string, Fans>();
  for (let place = 0; place < ranked.length; place += 1) {
    if (place % STEP === 0) yield;
    const slot = ranked[place] as number;
    const team = players.team(slot);
    const name = divisionOf(team);
    if (team !== null && name !== null) {
      const known = divisions.get(name) ?? { sum: 0, fans: 0, teams: [] };
      divisions.set(name, known);
      known.sum += totals.points[slot] as number;
      known.fans += 1;
      if (known.teams.length < TEAMS) known.teams.push(team);
    }
  }
  const [leader] = ranked;
  return {
    weeks: weeks.map(({ week, over, best }) => ({ week, over, best })),
    most: leader === undefined ? null : (totals.points[leader] as number),
    spread: spreadOf(counts),
    divisions: [...divisions]
      .map(([name, { sum, fans, teams }]) => ({ name, average: sum / fans, fans, teams }))
      .sort((a, b) => b.average - a.average || (a.name < b.name ? -1 : 1)),
  };
}

/** @param counts how often each number of points occurs */
function spreadOf(counts: ReadonlyMap<number, number>): SeasonSummary['spread'] {
  const values = [...counts].sort(([a], [b]) => a - b);
  const all = values.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number): number | undefined => {
    let seen = 0;
    return values.find(([, count]) => {
      seen += count;
      return seen > Math.floor(all * share);
    })?.[0];
  };
  const [least, half, quarter] = [values[0]?.[0], at(0.5), at(0.75)];
  return least === undefined || half === undefined || quarter === undefined ? null : { least, half, quarter };
}

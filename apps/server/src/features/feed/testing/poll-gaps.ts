import { waitFor } from './feed-node.js';

/** What the replay server remembers of those who asked it. */
interface Asked {
  readonly requests: {
    report(): { readonly requests: readonly { readonly at: number; readonly query: string }[] };
    clear(): void;
  };
}

/** When the current scoreboard was asked for. */
export const pollTimes = ({ requests }: Asked): number[] =>
  requests
    .report()
    .requests.filter(({ query }) => query === '')
    .map(({ at }) => at);

/** How far apart the next `count` polls are, in ms. A busy machine makes single gaps longer: the usual one shows the rate. */
export async function nextGaps(replay: Asked, count: number): Promise<{ mean: number; usual: number }> {
  replay.requests.clear();
  const times = await waitFor(
    () => pollTimes(replay),
    (list) => list.length > count,
    60_000,
  );
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
  return {
    mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    usual: gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0,
  };
}

import { waitFor } from './feed-node.js';

/** The replay server's record of requests. */
interface Asked {
  readonly requests: {
    report(): { readonly requests: readonly { readonly at: number; readonly query: string }[] };
    clear(): void;
  };
}

/** Times of requests for the current scoreboard. */
export const pollTimes = ({ requests }: Asked): number[] =>
  requests
    .report()
    .requests.filter(({ query }) => query === '')
    .map(({ at }) => at);

/** Time between the next `count` polls, in ms. A busy machine lengthens single gaps; the usual one shows the rate. */
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

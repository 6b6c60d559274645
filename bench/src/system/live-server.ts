import { LiveClient } from '@sunday-live/testing';
import { type Baseline, microseconds } from '../baselines/baseline.js';
import type { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import type { SteppedDeployment } from './deployment.js';

const DELTA_WITHIN_MS = 20_000;
const AT = /"at":"([^"]+)"/;

/** Our server as a contender: publishing is a score in the feed, and everything after it. */
export interface LiveServer extends Baseline {
  /** The last published frame as it was on the wire; the baselines deliver the same text. */
  lastText(): string;
}

/** Watches the deployment's league with one more client that records each frame. */
export async function liveServer(
  scratch: Scratch,
  { web, feed, origin, cookies, league }: SteppedDeployment,
  path: string,
): Promise<LiveServer> {
  let seen: string | null = null;
  let text = '';
  scratch.keep(
    await LiveClient.open({
      port: web.port,
      origin,
      league,
      cookie: cookies[0] ?? '',
      onEvent: (event, message) => {
        if (event !== 'delta') return;
        seen = message.text;
      },
    }),
  );
  return {
    name: 'ours',
    pid: web.pid,
    port: web.port,
    path,
    publish: async () => {
      seen = null;
      feed.score();
      text = await until('a frame', DELTA_WITHIN_MS, async () => seen);
      return committedAt(text);
    },
    lastText: () => text,
    stop: () => web.stop(),
  };
}

/** When the event was written to the log, on the clock of process.hrtime; exact to a millisecond, never too late. */
function committedAt(text: string): number {
  const at = AT.exec(text)?.[1];
  if (at === undefined) throw new Error('a frame without a time');
  const monotonic = microseconds() - (performance.timeOrigin + performance.now()) * 1000;
  return Date.parse(at) * 1000 + monotonic;
}

import { type Fault, type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';
import { type Lateness, watchLateness } from './testing/lateness.js';

/** An interval so long that a machine's delays are small in comparison. */
const INTERVAL_MS = 2_000;

let replay: ReplayServer;
let database: TestDatabase;
let node: FeedNode;
let lateness: Lateness;

/** Number of timers and queries between a success and the report that it is old; each may be late on a busy machine. */
const STEPS = 6;
const forgiven = () => STEPS * lateness.worstMs();

beforeAll(async () => {
  replay = await startReplayServer({ paused: true });
  await replay.replay.control({ action: 'seek', position: 3_600 });
  database = await testDatabase();
  node = await startFeedNode(database.url, {
    url: replay.url,
    liveIntervalMs: INTERVAL_MS,
    idleIntervalMs: INTERVAL_MS,
    timeoutMs: INTERVAL_MS * 0.8,
  });
  await nextSuccess();
}, 60_000);

afterAll(async () => {
  await node.close();
  await database.drop();
  await replay.close();
});

beforeEach(() => {
  lateness = watchLateness(database.db);
});
afterEach(() => lateness.stop());

async function nextSuccess(): Promise<number> {
  node.heard.length = 0;
  const [first] = await waitFor(
    () => node.heard.filter(({ state }) => state === 'ok'),
    (heard) => heard.length > 0,
  );
  return first?.at ?? 0;
}

describe('P4: an outage is seen in time', () => {
  it.each<Fault>([{ kind: 'status', status: 500 }, { kind: 'hang' }, { kind: 'status', status: 403 }])(
    '$kind $status: stale within two intervals after the last success, ok within about one after the end',
    async (fault) => {
      const lastSuccess = await nextSuccess();
      replay.replay.faults.add([fault]);
      const [stale] = await waitFor(
        () => node.heard.filter(({ state }) => state === 'stale'),
        (heard) => heard.length > 0,
      );
      expect((stale?.at ?? 0) - lastSuccess - forgiven()).toBeLessThanOrEqual(2 * INTERVAL_MS);
      expect(Date.parse(stale?.asOf ?? '')).toBeLessThanOrEqual(lastSuccess);

      replay.replay.faults.clear();
      const healed = Date.now();
      expect((await nextSuccess()) - healed - forgiven()).toBeLessThanOrEqual(2 * INTERVAL_MS);
    },
    30_000,
  );
});

import { EntityManager } from 'typeorm';
import { afterEach, expect, it } from 'vitest';
import { testDatabase } from '../../testing/index.js';
import { pollNow } from './feed-poll.sql.js';
import { FeedPoller } from './feed-poller.js';
import { startFeedNode, waitFor } from './testing/feed-node.js';
import { heldFeed, scoreIs } from './testing/held-feed.js';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

it.each([
  ['is refused, and writes nothing', false],
  ['takes the score back when tokens are forgotten', true],
])(
  'failures 14: a poller that wakes up after another has polled %s',
  async (_what, forgotten) => {
    const { url, held, close } = await heldFeed();
    undo.push(close);
    const database = await testDatabase();
    undo.push(() => database.drop());
    const intervals = { url, liveIntervalMs: 60_000, idleIntervalMs: 60_000, timeoutMs: 50_000 };
    const node = await startFeedNode(database.url, intervals, { role: 'web' });
    undo.push(() => node.close());
    const poller = node.app.get(FeedPoller);
    const { signal } = new AbortController();

    const asleep = poller.poll(signal);
    await waitFor(
      () => held.length,
      (length) => length === 1,
    );
    expect(await poller.poll(signal)).toBeNull();

    // as after the lease has expired
    await pollNow(node.app.get(EntityManager));
    expect(await poller.poll(signal)).not.toBeNull();
    const stored = () =>
      database.db.query('SELECT game.*, head, as_of, due_at FROM game, slate_stream, feed_state, feed_poll');
    const before = await stored();
    expect(before).toMatchObject([{ home_score: 14 }]);

    if (forgotten) await database.db.query('UPDATE slate_stream SET fence = 0');
    held[0]?.end(scoreIs('7'));
    if (forgotten) {
      await asleep;
      expect(await stored()).toMatchObject([{ home_score: 7 }]);
    } else {
      expect(await asleep).toBeNull();
      expect(await stored()).toEqual(before);
    }
  },
  60_000,
);

import type { ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { RightOfWay } from '../../platform/work/right-of-way.js';
import { testDatabase } from '../../testing/index.js';
import { FeedPoller } from './feed-poller.js';
import { startFeedNode, waitFor } from './testing/feed-node.js';
import { heldFeed, scoreIs } from './testing/held-feed.js';

const A_MINUTE = 60_000;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A node during its first poll: requested, and not answered yet. */
async function asking() {
  const { url, held, close } = await heldFeed();
  undo.push(close);
  const database = await testDatabase();
  undo.push(() => database.drop());
  const node = await startFeedNode(database.url, { url, timeoutMs: A_MINUTE }, { role: 'web' });
  undo.push(() => node.close());
  const rightOfWay = node.app.get(RightOfWay);
  const turn = rightOfWay.turn.bind(rightOfWay);
  // it must not end by itself during the test
  rightOfWay.turn = () => turn(A_MINUTE);
  const poll = node.app.get(FeedPoller).poll(new AbortController().signal);
  await waitFor(
    () => held.length,
    (length) => length === 1,
  );
  return {
    db: database.db,
    poll,
    answer: held[0] as ServerResponse,
    urgent: rightOfWay.urgent,
  };
}

it('W5 threads rest from the first byte of an answer until it is stored, and not while the feed is silent', async () => {
  const { db, poll, answer, urgent } = await asking();
  expect(urgent[0]).toBe(0);
  await db.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM slate_stream FOR UPDATE');
    answer.end(scoreIs('7'));
    await waitFor(
      () => urgent[0],
      (turns) => turns === 1,
    );
  });
  expect(await poll).not.toBeNull();
  expect(urgent[0]).toBe(0);
});

it('W5 threads continue after a useless answer', async () => {
  const { poll, answer, urgent } = await asking();
  answer.writeHead(500).end();
  expect(await poll).toBeNull();
  expect(urgent[0]).toBe(0);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startReplayServer } from '@sunday-live/replay';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { gameEvent, scoreboard, statuses } from './espn/testing/espn-payload.js';
import { ScheduleImporter } from './schedule-importer.js';
import { type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function nodeOn(url: string): Promise<{ node: FeedNode; database: TestDatabase }> {
  const database = await testDatabase();
  undo.push(() => database.drop());
  const node = await startFeedNode(database.url, {
    url,
    liveIntervalMs: 300,
    idleIntervalMs: 300,
    timeoutMs: 2_000,
  });
  undo.push(() => node.close());
  return { node, database };
}

async function weeksStored({ db }: TestDatabase): Promise<number> {
  const [row] = await db.query<{ count: number }[]>('SELECT count(DISTINCT week)::int AS count FROM game');
  return row?.count ?? 0;
}

/** A feed that answers every request with week 16. */
async function deafFeed(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://feed').search);
    response.end(JSON.stringify(scoreboard([gameEvent({ status: statuses.final })])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('P5: the schedule', () => {
  it('is read once from a cold start; again on request, and after history was reset', async () => {
    const replay = await startReplayServer({ paused: true });
    undo.push(() => replay.close());
    const { node, database } = await nodeOn(replay.url);
    await waitFor(
      () => weeksStored(database),
      (weeks) => weeks === 18,
    );
    const weekQueries = () => replay.requests.report().requests.filter(({ query }) => query !== '');
    expect(new Set(weekQueries().map(({ query }) => query)).size).toBe(17);
    expect(weekQueries()).toHaveLength(17);
    const [state] = await database.db.query('SELECT season, season_type, week FROM season_state');
    expect(state).toEqual({ season: 2024, season_type: 2, week: 8 });

    await node.app.get(ScheduleImporter).restart();
    await waitFor(
      () => weekQueries().length,
      (count) => count === 34,
    );
    await database.db.query('DELETE FROM game');
    await waitFor(
      () => weeksStored(database),
      (weeks) => weeks === 18,
    );
  }, 150_000);

  it('each week that is answered with another one is a failure of that week, left alone for longer each time', async () => {
    const feed = await deafFeed();
    const { database } = await nodeOn(feed.url);
    await waitFor(
      () => feed.asked.length,
      (count) => count >= 45,
    );
    const weeks = feed.asked.filter((query) => query !== '');
    expect(new Set(weeks).size).toBe(weeks.length);
    expect(weeks.length).toBeGreaterThan(3);
    expect(await weeksStored(database)).toBe(1);
    const rows = await database.db.query('SELECT failures FROM feed_week');
    expect(rows).toHaveLength(weeks.length);
    for (const row of rows) expect(row).toEqual({ failures: 1 });
  }, 150_000);
});

describe('P2: an answer that has not changed', () => {
  it('is a success, until nothing is stored any more', async () => {
    const replay = await startReplayServer({ paused: true, etag: true });
    undo.push(() => replay.close());
    await replay.replay.control({ action: 'seek', position: 3_600 });
    const { node, database } = await nodeOn(replay.url);
    const answers = () =>
      replay.requests.report().requests.flatMap(({ query, answer }) => (query ? [] : [answer]));
    await waitFor(answers, (list) => list.slice(-3).every((answer) => answer === 304));
    node.heard.length = 0;
    const successes = await waitFor(
      () => node.heard.filter(({ state }) => state === 'ok'),
      (list) => list.length >= 3,
    );
    expect(new Set(successes.map(({ asOf }) => asOf)).size).toBe(successes.length);

    await database.db.query('DELETE FROM game');
    await waitFor(
      () => weeksStored(database),
      (weeks) => weeks > 0,
    );
  }, 150_000);
});

import { type Fault, type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, testRedisUrl, withoutRedis } from '../../testing/index.js';
import { FeedStateService } from './feed-state.service.js';
import { dropQueues, type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';

/**
 * The real replay over HTTP, with PostgreSQL, Redis, queue and slate. The test moves the replay's paused clock by
 * hand.
 */
const INTERVAL_MS = 300;
const HOUR_S = 3_600;

let replay: ReplayServer;
let database: TestDatabase;
let node: FeedNode;

interface GameRow {
  id: string;
  week: number;
  state: string;
  home_score: number;
  away_score: number;
  kickoff: Date;
  rev: number;
}

beforeAll(async () => {
  replay = await startReplayServer({ paused: true, speed: 60 });
  await seek(HOUR_S);
  database = await testDatabase();
  node = await startFeedNode(
    database.url,
    { url: replay.url, liveIntervalMs: INTERVAL_MS, idleIntervalMs: INTERVAL_MS, timeoutMs: INTERVAL_MS },
    { redisUrl: withoutRedis ? null : testRedisUrl() },
  );
  await waitFor(weeks, (count) => count === 18);
  await settle();
}, 60_000);

afterAll(async () => {
  await node.close();
  await dropQueues(node);
  await database.drop();
  await replay.close();
});

afterEach(async () => {
  replay.replay.faults.clear();
  await waitFor(feed, ({ state }) => state === 'ok');
});

const feed = () => node.app.get(FeedStateService).current();
const seek = (position: number) => replay.replay.control({ action: 'seek', position });
const spoil = (fault: Fault) => replay.replay.faults.add([fault]);

async function weeks(): Promise<number> {
  const [row] = await database.db.query<{ count: number }[]>(
    'SELECT count(DISTINCT week)::int AS count FROM game',
  );
  return row?.count ?? 0;
}

async function games(): Promise<GameRow[]> {
  return database.db.query(
    'SELECT id, week, state, home_score, away_score, kickoff, rev FROM game ORDER BY id',
  );
}

async function gameOf(id: string): Promise<GameRow | undefined> {
  return (await games()).find((game) => game.id === id);
}

async function head(): Promise<number> {
  const [row] = await database.db.query<{ head: number }[]>('SELECT head FROM slate_stream');
  return row?.head ?? -1;
}

async function causes(after: number): Promise<{ game: string; kind: string }[]> {
  const rows = await database.db.query<{ payload: { cause?: { game: string; kind: string } } }[]>(
    'SELECT payload FROM slate_event WHERE seq > $1 ORDER BY seq',
    [after],
  );
  return rows.flatMap(({ payload }) => (payload.cause ? [payload.cause] : []));
}

async function quarantined(): Promise<{ game: string; reason: string; times: number }[]> {
  return database.db.query('SELECT game, reason, times FROM feed_quarantine ORDER BY id');
}

async function liveGame(): Promise<GameRow> {
  const live = (await games()).find((game) => game.state === 'in' && game.home_score !== game.away_score);
  if (!live) throw new Error('no live game with a leader at this position');
  return live;
}

/** Makes PostgreSQL record every plan: when a finished poll began, and when the next is due. */
async function notePlans(): Promise<void> {
  await database.db.query(`
    CREATE TABLE plan (id serial, started timestamptz, due timestamptz, failed boolean);
    CREATE FUNCTION note_plan() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO plan (started, due, failed) VALUES (NEW.started_at, NEW.due_at, NEW.failing_since IS NOT NULL);
        RETURN NULL;
      END $$;
    CREATE TRIGGER note_plan AFTER UPDATE ON feed_poll FOR EACH ROW
      WHEN (NEW.started_at = OLD.started_at AND NEW.due_at <> OLD.due_at) EXECUTE FUNCTION note_plan();`);
}

/** Milliseconds by the database's clock. */
async function failedPlans(): Promise<{ started: number; due: number; wait: number }[]> {
  const ms = (what: string) => `(extract(epoch FROM ${what}) * 1000)::float8`;
  return database.db.query(
    `SELECT ${ms('started')} AS started, ${ms('due')} AS due, ${ms('due - started')} AS wait
     FROM plan WHERE failed ORDER BY id`,
  );
}

/** Waits until at least `count` more polls were answered. */
async function polls(count: number): Promise<void> {
  const before = replay.requests.report().count;
  await waitFor(
    () => replay.requests.report().count,
    (now) => now >= before + count,
  );
}

/** Waits until the state of the paused replay is stored completely; clocks are only written every twelfth interval. */
async function settle(): Promise<void> {
  for (let before = -1; before !== (await head()); ) {
    before = await head();
    await polls(14);
  }
}

describe('failures 16: the feed fails', () => {
  it.each<Fault>([
    { kind: 'status', status: 429, retryAfter: 1 },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, retryAfter: 1 },
    { kind: 'hang' },
    { kind: 'slow-body' },
    { kind: 'html' },
    { kind: 'redirecting' },
    { kind: 'cut-json' },
    { kind: 'code-body' },
    { kind: 'code-body', status: 400, code: 400 },
    { kind: 'no-events' },
    { kind: 'empty-events' },
  ])('$kind $status: nothing is written, clients hear "stale", and "ok" after it is over', async (fault) => {
    const before = { games: await games(), head: await head(), asOf: (await feed()).asOf };
    node.heard.length = 0;
    spoil(fault);
    await waitFor(
      () => node.heard.map(({ state }) => state),
      (states) => states.includes('stale'),
    );
    const [row] = await database.db.query('SELECT last_error FROM feed_state');
    await waitFor(
      async () => (await database.db.query('SELECT failures FROM feed_state'))[0].failures,
      (failures) => failures >= 2,
    );
    expect(row.last_error).not.toBe('');
    expect(await games()).toEqual(before.games);
    expect(await head()).toBe(before.head);

    node.heard.length = 0;
    replay.replay.faults.clear();
    await waitFor(
      () => node.heard.at(-1)?.state,
      (state) => state === 'ok',
    );
    const after = await feed();
    expect(Date.parse(after.asOf ?? '')).toBeGreaterThan(Date.parse(before.asOf ?? ''));
    expect(await games()).toEqual(before.games);
    expect(await head()).toBe(before.head);
  });

  it('backs off with jitter while it lasts', async () => {
    await polls(1);
    await notePlans();
    spoil({ kind: 'status', status: 500 });
    const plans = await waitFor(failedPlans, ({ length }) => length >= 9);
    // cadence.test.ts tests jitter and the quick retry; a slow answer only adds to a wait
    const [, second, ...later] = plans.map(({ wait }) => wait);
    expect(second).toBeGreaterThanOrEqual(INTERVAL_MS);
    for (const wait of later) expect(wait).toBeGreaterThan(INTERVAL_MS * 1.04);
    expect(new Set(later).size).toBeGreaterThan(2);
    // the plan holds by the database's clock: later than due on a busy machine, never earlier
    for (const [index, { started }] of plans.entries()) {
      expect(started).toBeGreaterThanOrEqual(plans[index - 1]?.due ?? 0);
    }
  });

  it('one hiccup is retried and forgotten', async () => {
    await polls(2);
    spoil({ kind: 'status', status: 500, times: 1 });
    await polls(4);
    const [row] = await database.db.query('SELECT failures, last_error FROM feed_state');
    expect(row).toEqual({ failures: 0, last_error: 'status: HTTP 500' });
  });

  it.each<[Fault, string]>([
    [{ kind: 'null-score' }, 'bad-score'],
    [{ kind: 'bad-game' }, 'malformed'],
    [{ kind: 'unknown-state' }, 'unknown-state'],
  ])('%o: one bad game is quarantined, the others continue', async (fault, reason) => {
    const position = replay.replay.state().position;
    const before = await games();
    spoil(fault);
    const [entry] = await waitFor(
      async () => (await quarantined()).filter((row) => row.reason === reason),
      (rows) => rows.length > 0,
    );
    await seek(position + 600);
    const after = await waitFor(games, (now) =>
      now.some((game) => game.rev !== before.find(({ id }) => id === game.id)?.rev),
    );
    expect(after.find(({ id }) => id === entry?.game)).toEqual(before.find(({ id }) => id === entry?.game));
    expect((await feed()).state).toBe('ok');
  });

  it('unknown fields change nothing', async () => {
    await settle();
    const before = await games();
    spoil({ kind: 'unknown-fields' });
    await polls(3);
    expect(await games()).toEqual(before);
    expect((await feed()).state).toBe('ok');
  });
});

describe('failures 17: the feed misleads', () => {
  it('a score taken back is one correction, and one more when it returns', async () => {
    await polls(2);
    const game = await liveGame();
    const start = await head();
    spoil({ kind: 'score-taken-back', game: game.id, points: 3 });
    await waitFor(
      () => causes(start),
      (list) => list.length > 0,
    );
    await polls(3);
    expect(await causes(start)).toEqual([expect.objectContaining({ game: game.id, kind: 'correction' })]);
    replay.replay.faults.clear();
    await waitFor(
      () => gameOf(game.id),
      (now) => now?.home_score === game.home_score && now.away_score === game.away_score,
    );
    await polls(3);
    expect(await causes(start)).toHaveLength(2);
  });

  it('a game that disappears stays', async () => {
    const game = await liveGame();
    spoil({ kind: 'game-dropped', game: game.id });
    await polls(3);
    expect(await gameOf(game.id)).toEqual(game);
  });

  it.each<Fault>([{ kind: 'duplicate' }, { kind: 'reordered' }])('$kind changes nothing', async (fault) => {
    const before = { games: await games(), head: await head() };
    spoil(fault);
    await polls(3);
    expect({ games: await games(), head: await head() }).toEqual(before);
  });

  it('another id for the same pairing is quarantined', async () => {
    const game = await liveGame();
    const count = (await games()).length;
    spoil({ kind: 'new-id', game: game.id });
    await waitFor(quarantined, (rows) => rows.some(({ reason }) => reason.startsWith('new-id')));
    expect(await games()).toHaveLength(count);
    expect(await gameOf(game.id)).toEqual(game);
  });

  it.each(['in', 'pre'] as const)('a final that is "%s" again is quarantined', async (to) => {
    const final = (await games()).find(
      (game) => game.state === 'post' && game.week === replay.replay.state().week,
    );
    if (!final) throw new Error('no final in this week yet');
    spoil({ kind: 'status-regression', game: final.id, to });
    await waitFor(quarantined, (rows) =>
      rows.some(({ game, reason }) => game === final.id && reason === `status-regression: post to ${to}`),
    );
    expect(await gameOf(final.id)).toEqual(final);
  });

  it('a moved kickoff is followed', async () => {
    const { week } = replay.replay.state();
    const next = (await games()).find((game) => game.state === 'pre' && game.week === week);
    if (!next) throw new Error('no game to come at this position');
    spoil({ kind: 'kickoff-moved', game: next.id, minutes: 45 });
    const moved = await waitFor(
      () => gameOf(next.id),
      (game) => game?.kickoff.getTime() !== next.kickoff.getTime(),
    );
    expect(moved?.kickoff.getTime()).toBe(next.kickoff.getTime() + 45 * 60_000);
  });

  it('a feed whose clock is wrong moves kick-offs until it is right, and no score, state or poll', async () => {
    const plain = ({ id, state, home_score, away_score }: GameRow) => ({ id, state, home_score, away_score });
    // first undo the effect of an earlier fault
    await polls(2);
    const before = await games();
    spoil({ kind: 'clock-skew', minutes: 30 });
    const { week } = replay.replay.state();
    const next = before.find((game) => game.state === 'pre' && game.week === week);
    if (!next) throw new Error('no game to come at this position');
    await waitFor(
      () => gameOf(next.id),
      (game) => game?.kickoff.getTime() !== next.kickoff.getTime(),
    );
    await polls(2);
    expect((await games()).map(plain)).toEqual(before.map(plain));
    expect((await feed()).state).toBe('ok');
    replay.replay.faults.clear();
    await waitFor(
      () => gameOf(next.id),
      (game) => game?.kickoff.getTime() === next.kickoff.getTime(),
    );
  });

  it.each(['postponed', 'cancelled'] as const)('a game that is %s is off, not a result', async (kind) => {
    const { week } = replay.replay.state();
    const next = (await games()).find((game) => game.state === 'pre' && game.week === week);
    if (!next) throw new Error('no game to come at this position');
    spoil({ kind, game: next.id });
    await waitFor(
      () => gameOf(next.id),
      (game) => game?.state === 'off',
    );
    replay.replay.faults.clear();
    await waitFor(
      () => gameOf(next.id),
      (game) => game?.state === 'pre',
    );
  });
});

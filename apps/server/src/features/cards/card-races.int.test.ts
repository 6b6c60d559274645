import { storeCards } from '@sunday-live/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, type Caller, manyPlayers } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../calendar/testing/slate-fixture.js';
import { CardSaver } from './card-saver.js';

const HOUR_MS = 3_600_000;
const WEEK_8 = ['1', '2', '3'];
const away = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'away' as const]));
const card = (banker = '1') => ({ picks: away(...WEEK_8), banker, joker: false });
const put = (who: Caller, input: object, week = 8) => who.put(`/api/me/cards/${week}`, input);

let server: TestServer;

async function setDeadline(week: number, inMs: number): Promise<Date> {
  const rows = await server.db.query<{ deadline: Date }[]>(
    `INSERT INTO week_deadline (season, season_type, week, deadline)
     VALUES (2024, 2, $1, clock_timestamp() + $2 * interval '1 ms')
     ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline RETURNING deadline`,
    [week, inMs],
  );
  return rows[0]?.deadline ?? new Date(0);
}

/** Time until an instant in ms, by the database's clock. */
async function msUntil(instant: Date): Promise<number> {
  const rows = await server.db.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  return instant.getTime() - (rows[0]?.now.getTime() ?? 0);
}

async function passed(instant: Date): Promise<void> {
  await expect.poll(() => msUntil(instant), { interval: 10, timeout: 10_000 }).toBeLessThan(0);
}

/** When events and cards of a week were written, by the database's clock. */
async function written(week: number): Promise<{ events: Date[]; cards: Date[] }> {
  const events = await server.db.query<{ at: Date }[]>(
    `SELECT at FROM slate_event WHERE kind = 'card' AND week = $1 ORDER BY seq`,
    [week],
  );
  const cards = await server.db.query<{ updated_at: Date }[]>('SELECT updated_at FROM card WHERE week = $1', [
    week,
  ]);
  return { events: events.map(({ at }) => at), cards: cards.map((row) => row.updated_at) };
}

async function expectWholeLog(): Promise<void> {
  const [row] = await server.db.query<{ head: number; count: number; max: number | null }[]>(
    'SELECT s.head, count(e.seq) AS count, max(e.seq) AS max FROM slate_stream s LEFT JOIN slate_event e USING (epoch) GROUP BY s.head',
  );
  expect(row?.count).toBe(row?.head);
}

/** Holds the locks of a statement until the returned function is called. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: server.config.databaseUrl ?? '' });
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement);
  let released: Promise<void> | null = null;
  return () => {
    released ??= client.query('ROLLBACK').then(() => client.end());
    return released;
  };
}

const somebodyWaits = () =>
  expect
    .poll(
      () =>
        server.db.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ),
      { interval: 5, timeout: 10_000 },
    )
    .toHaveLength(1);

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
});
afterAll(async () => {
  await server.close();
});

beforeEach(async () => {
  await server.db.query(
    'DELETE FROM card; DELETE FROM game; DELETE FROM slate_event; DELETE FROM week_deadline; UPDATE slate_stream SET head = 0',
  );
  const later = new Date(Date.now() + 200 * HOUR_MS);
  await feed(
    server.app,
    anAnswer([
      ...WEEK_8.map((id) => aGame(id)),
      ...[9, 10, 11].map((week) => aGame(`w${week}`, { week, away: 'A1', kickoff: later })),
      ...[12, 13].map((week) => aGame(`w${week}`, { week, kickoff: later })),
    ]),
  );
  for (const week of [8, 9, 10, 11, 12, 13]) await setDeadline(week, HOUR_MS);
});

describe('the deadline', () => {
  it('holds for 200 saves around it: none is stored late, by the clock of the database', async () => {
    const players = await manyPlayers(server, 200);
    const deadline = await setDeadline(8, 700);
    const answers = await Promise.all(
      players.map(async (player, i) => {
        const wait = (await msUntil(deadline)) - 50 + i / 2;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
        return put(player, card());
      }),
    );
    await passed(deadline);
    const { events, cards } = await written(8);
    for (const at of [...events, ...cards]) expect(at.getTime()).toBeLessThan(deadline.getTime());
    const saved = answers.filter(({ status }) => status === 200);
    expect(cards).toHaveLength(saved.length);
    expect(events).toHaveLength(saved.length);
    expect(answers.filter(({ status }) => status === 409).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
    await expectWholeLog();
  });

  it.each([
    ['the log', 'SELECT * FROM slate_stream FOR UPDATE'],
    ['the cards', 'LOCK TABLE card IN SHARE MODE'],
  ])('refuses a save that %s kept waiting across it', async (_what, statement) => {
    const [player] = await manyPlayers(server, 1);
    if (player === undefined) throw new Error('no player');
    expect((await put(player, card('1'))).status).toBe(200);
    const { answer, deadline } = await notBusy(() => acrossDeadline(statement, () => put(player, card('2'))));
    expect(answer).toMatchObject({ status: 409, body: { code: 'deadline-passed' } });
    const { events, cards } = await written(8);
    for (const at of [...events, ...cards]) expect(at.getTime()).toBeLessThan(deadline.getTime());
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({ banker: '1', version: 1 });
    await expectWholeLog();
  });

  it('twin: by the clock of its transaction a save that waited would be in time', async () => {
    const looked = await acrossDeadline('SELECT * FROM slate_stream FOR UPDATE', () =>
      server.db.transaction(async (tx) => {
        await tx.query('SELECT * FROM slate_stream FOR UPDATE');
        const [row] = await tx.query<{ naive: boolean; true: boolean }[]>(
          `SELECT now() < deadline AS naive, clock_timestamp() < deadline AS true
           FROM week_deadline WHERE season = 2024 AND week = 8`,
        );
        return row;
      }),
    );
    expect(looked.answer).toEqual({ naive: true, true: false });
  });

  it('of one week does not stop a save for another week in the same batch', async () => {
    const [late, inTime] = await manyPlayers(server, 2);
    if (late === undefined || inTime === undefined) throw new Error('no players');
    const saver = server.app.get(CardSaver, { strict: false });
    const outcomes = await notBusy(() =>
      acrossDeadline('SELECT * FROM slate_stream FOR UPDATE', async () => {
        // saves submitted in one turn share a batch
        const ofNine = { picks: away('w9'), banker: 'w9', joker: false };
        const saves = await Promise.allSettled([
          saver.save({ player: late.id, asked: {}, week: 8, input: card(), device: null }),
          saver.save({ player: inTime.id, asked: {}, week: 9, input: ofNine, device: null }),
        ]);
        const codes = saves.map((save) => (save.status === 'fulfilled' ? 'saved' : save.reason.code));
        return { status: codes.includes('busy') ? 503 : 200, codes };
      }),
    );
    expect(outcomes.answer.codes).toEqual(['deadline-passed', 'saved']);
    expect((await written(8)).events).toEqual([]);
    expect((await written(9)).events).toHaveLength(1);
    await expectWholeLog();
  });
});

/**
 * Sends a save while something that it needs is locked, lets the deadline of week 8 pass meanwhile, and releases the
 * lock.
 */
async function acrossDeadline<T>(
  held: string,
  save: () => Promise<T>,
): Promise<{ answer: T; deadline: Date }> {
  await setDeadline(8, HOUR_MS);
  const release = await hold(held);
  try {
    const saving = save();
    await somebodyWaits();
    const deadline = await setDeadline(8, 0);
    await release();
    return { answer: await saving, deadline };
  } finally {
    await release();
  }
}

/** Tries once more: on a slow machine, the held lock can make the save fail with `busy`. */
async function notBusy<T extends { answer: { status: number } }>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 10; ; left -= 1) {
    const result = await attempt();
    if (result.answer.status !== 503 || left === 0) return result;
  }
}

describe('saves of one player on two nodes', () => {
  let other: TestServer;
  beforeAll(async () => {
    other = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
  });
  afterAll(async () => {
    await other.close();
  });

  /** The same player on the other node. */
  const elsewhere = (who: Caller) => ({
    put: (path: string, body: unknown): Promise<Answer> =>
      fetch(`${other.url}${path}`, {
        method: 'PUT',
        headers: { cookie: who.cookie, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(async (response) => ({ status: response.status, text: '', body: await response.json() })),
  });

  it('never use a banker twice', async () => {
    const players = await manyPlayers(server, 20);
    const answers = await Promise.all(
      players.map((who) =>
        Promise.all([
          put(who, { picks: away('w9'), banker: 'w9', joker: false }, 9),
          elsewhere(who).put('/api/me/cards/10', { picks: away('w10'), banker: 'w10', joker: false }),
        ]),
      ),
    );
    for (const pair of answers) expect(pair.map(({ status }) => status).sort()).toEqual([200, 422]);
    const rows = await server.db.query<{ cards: number }[]>('SELECT count(*) AS cards FROM card GROUP BY n');
    expect(rows.map(({ cards }) => cards)).toEqual(players.map(() => 1));
  });

  it('never play a joker too many', async () => {
    const players = await manyPlayers(server, 10);
    for (const { id } of players) {
      await storeCards(
        server.db,
        [1, 2].map((week) => ({ player: id, week, picks: {}, joker: true })),
      );
    }
    const answers = await Promise.all(
      players.map((who) =>
        Promise.all([
          put(who, { picks: away('w12'), banker: 'w12', joker: true }, 12),
          elsewhere(who).put('/api/me/cards/13', { picks: away('w13'), banker: 'w13', joker: true }),
        ]),
      ),
    );
    for (const pair of answers) expect(pair.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('count every version once', async () => {
    const [who] = await manyPlayers(server, 1);
    if (who === undefined) throw new Error('no player');
    const bankers = ['1', '2', '3', '1', '2', '3', '1', '2'];
    const answers = await Promise.all(
      bankers.map((banker, i) => (i % 2 ? elsewhere(who) : who).put('/api/me/cards/8', card(banker))),
    );
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    const [row] = await server.db.query<{ version: number }[]>(
      'SELECT version FROM card_in_words WHERE player = $1',
      [who.id],
    );
    expect(row?.version).toBe((await written(8)).events.length);
    await expectWholeLog();
  });
});

describe('a player who was deleted meanwhile', () => {
  it('stores nothing, and does not affect other saves of the batch', async () => {
    const [other] = await manyPlayers(server, 1);
    if (other === undefined) throw new Error('no player');
    const saver = server.app.get(CardSaver, { strict: false });
    const saves = await Promise.allSettled([
      saver.save({ player: 'nobody', asked: {}, week: 8, input: card(), device: null }),
      saver.save({ player: other.id, asked: {}, week: 8, input: card(), device: null }),
    ]);
    expect(saves).toMatchObject([
      { status: 'rejected', reason: { code: 'unauthenticated' } },
      { status: 'fulfilled', value: { card: { version: 1 } } },
    ]);
    expect((await written(8)).events).toHaveLength(1);
    await expectWholeLog();
  });
});

describe('a pool of two connections', () => {
  it('serves 200 saves at once, or says busy: nothing hangs', async () => {
    const small = await startTestServer({
      role: 'web',
      databaseUrl: server.config.databaseUrl,
      databasePool: 2,
    });
    try {
      const players = await manyPlayers(small, 200);
      const answers = await Promise.all(players.map((who) => put(who, card())));
      expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
      const saved = answers.filter(({ status }) => status === 200).length;
      expect(saved).toBeGreaterThan(0);
      const { cards, events } = await written(8);
      expect([cards.length, events.length]).toEqual([saved, saved]);
      const [again] = players;
      await expect.poll(async () => (await again?.get('/api/me/cards/8'))?.status).toBe(200);
    } finally {
      await small.close();
    }
  });

  it('answers busy while the log is locked, and continues afterwards', async () => {
    const [player] = await manyPlayers(server, 1);
    if (player === undefined) throw new Error('no player');
    const release = await hold('SELECT * FROM slate_stream FOR UPDATE');
    try {
      expect(await put(player, card())).toMatchObject({ status: 503, body: { code: 'busy' } });
    } finally {
      await release();
    }
    expect((await put(player, card())).status).toBe(200);
  });
});

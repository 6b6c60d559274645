import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/index.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';
import { MessageStore } from '../batches/message.store.js';
import type { PushReceiver } from '../testing/push-catcher.js';
import {
  ann,
  arrived,
  ben,
  deliver,
  deliveries,
  later,
  look,
  news,
  SCORES,
  saw,
  server,
  service,
  subscribe,
  sweep,
  usePushOffice,
} from '../testing/push-office.js';

usePushOffice();

/** Ann picks the road team of the running game, Eve the home team. */
async function saveCards(eve: Caller): Promise<void> {
  for (const [who, side] of [
    [ann, 'away'],
    [eve, 'home'],
  ] as const) {
    const picks = { 81: side, 82: 'away' };
    expect((await who.put('/api/me/cards/8', { picks, banker: '82', joker: false })).status).toBe(200);
  }
}

/** Ben's league, open to everybody, with these members. */
async function anOpenLeague(members: readonly Caller[]): Promise<string> {
  const { body } = await ben.post('/api/leagues', { name: 'The Den', visibility: 'open' });
  const { id } = body as { id: string };
  for (const who of members) expect((await who.put(`/api/leagues/${id}/members/me`, {})).status).toBe(200);
  return id;
}

async function deleteAccount(who: Caller): Promise<void> {
  const answer = await fetch(`${server.url}/api/me`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json', cookie: who.cookie },
    body: JSON.stringify({ password: 'correct horse', confirm: 'delete' }),
  });
  expect(answer.status).toBe(204);
}

/** The stage of a message when the right ends. */
const STEPS = {
  'gathers with other news': async (end: () => Promise<void>) => {
    expect((await news()).filter(({ state }) => state === 'waiting')).not.toEqual([]);
    await end();
    await deliver();
  },
  'waits for the TV delay': async (end: () => Promise<void>) => {
    await deliver();
    expect((await deliveries()).map(({ state }) => state)).toEqual(['queued']);
    await end();
  },
  'is being sent to a push service that then says "later"': async (end: () => Promise<void>) => {
    await deliver();
    let ended: Promise<void> | null = null;
    service.answer = () => {
      ended ??= end();
      return ended.then(() => ({ status: 503 }));
    };
    await later();
    expect(service.pushes.splice(0)).toHaveLength(1);
    service.answer = () => ({ status: 201 });
  },
} as const;
const steps = Object.entries(STEPS);

/** After the right has ended nothing is sent, whatever is tried, and nothing waits. */
async function expectSilence(device: PushReceiver): Promise<void> {
  await later();
  await sweep();
  expect(arrived(device)).toEqual([]);
  expect((await deliveries()).filter(({ state }) => state === 'queued' || state === 'sending')).toEqual([]);
  expect((await news()).filter(({ state }) => state === 'waiting')).toEqual([]);
}

describe('X3: the account ends while a message about it', () => {
  it.each(steps)('%s: its player gets nothing', async (_, step) => {
    const eve = await aPlayer(server.url, { name: 'Eve' });
    const device = await subscribe(eve, SCORES, 120);
    await saveCards(eve);
    await look();
    await saw(0, 7, 'in');
    await look();
    await step(() => deleteAccount(eve));
    await expectSilence(device);
    expect(await deliveries()).toEqual([]);
  });

  it.each(steps)('%s: nobody gets the news that the player leads', async (_, step) => {
    const eve = await aPlayer(server.url, { name: 'Eve' });
    const device = await subscribe(ann, { ...SCORES, banker: false }, 120);
    await saveCards(eve);
    await look();
    await saw(7, 0, 'in');
    await look();
    await server.db.query('DELETE FROM push_news');
    await saw(7, 10, 'in');
    await look();
    await step(() => deleteAccount(eve));
    await until(async () => (await server.db.query('SELECT 1 FROM erasure')).length === 0);
    await expectSilence(device);
  });

  it('is found by a worker that is behind: it is no news', async () => {
    const eve = await aPlayer(server.url, { name: 'Eve' });
    await subscribe(ann, { ...SCORES, banker: false });
    await saveCards(eve);
    await look();
    await saw(7, 0, 'in');
    await look();
    await server.db.query('DELETE FROM push_news');
    await saw(7, 10, 'in');
    // before the node learns that the player is deleted
    await server.db.query('DELETE FROM "user" WHERE id = $1', [eve.id]);
    await look();
    expect(await news()).toEqual([]);
  });

  it('is made a message at the same moment: it is forgotten after that', async () => {
    const eve = await aPlayer(server.url, { name: 'Eve' });
    await subscribe(ann, { ...SCORES, banker: false }, 120);
    await saveCards(eve);
    await look();
    await saw(7, 0, 'in');
    await look();
    await server.db.query('DELETE FROM push_news');
    await saw(7, 10, 'in');
    await look();
    const store = server.app.get(MessageStore, { strict: false });
    // a connection beside the transaction's
    const elsewhere = AsyncLocalStorage.snapshot();
    let forgotten: Promise<void> = Promise.resolve();
    await server.db.transaction(async (tx) => {
      const { waiting } = await store.read(tx, ann.id);
      forgotten = elsewhere(() => store.forget('Eve'));
      await elsewhere(() => until(async () => (await waitingForLocks()) > 0));
      const message = { title: 'x', body: 'Eve leads', path: '/live', tag: 'scores', silent: true } as const;
      const validUntil = new Date(Date.now() + 60_000);
      await store.tell(
        tx,
        { player: ann.id, message, validUntil, serverKey: '' },
        waiting.map(({ id }) => id),
      );
    });
    await forgotten;
    expect(await server.db.query('SELECT payload FROM push_message')).toEqual([{ payload: {} }]);
  });
});

/** Ann follows an open league, and gets the news that another player leads in it. */
async function aNewLeaderInLeague(): Promise<{ league: string; device: PushReceiver }> {
  const eve = await aPlayer(server.url, { name: 'Eve' });
  const league = await anOpenLeague([ann, eve]);
  const device = await subscribe(ann, { ...SCORES, banker: false, league }, 120);
  await saveCards(eve);
  await look();
  await saw(7, 0, 'in');
  await look();
  return { league, device };
}

describe('X3: a league ends for a player while a message about it', () => {
  it.each(steps)('%s: a removed player gets nothing', async (_, step) => {
    const { league, device } = await aNewLeaderInLeague();
    await step(async () => {
      expect((await ben.patch(`/api/leagues/${league}`, { visibility: 'code' })).status).toBe(200);
      expect((await ben.delete(`/api/leagues/${league}/members/${ann.id}`)).status).toBe(204);
    });
    await expectSilence(device);
  });

  it.each(steps)('%s: a league made private still tells its members', async (_, step) => {
    const { league, device } = await aNewLeaderInLeague();
    await step(async () => {
      expect((await ben.patch(`/api/leagues/${league}`, { visibility: 'code' })).status).toBe(200);
    });
    await later();
    expect(arrived(device)).toHaveLength(1);
  });

  it.each(steps)('%s: a player who follows another league by then gets nothing about it', async (_, step) => {
    const { device } = await aNewLeaderInLeague();
    await step(async () => {
      expect((await ann.put('/api/me/push/choices', { ...SCORES, league: 'everyone' })).status).toBe(200);
    });
    await expectSilence(device);
  });
});

/** Sessions of the test's database that wait for a lock. */
async function waitingForLocks(): Promise<number> {
  const [row] = await server.db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

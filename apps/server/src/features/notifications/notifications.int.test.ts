import { type PushChoices, pushSettingsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../testing/index.js';
import { ResultsTurns } from '../results/results-turns.js';
import { aPlayer, aVisitor, type Caller, manyPlayers } from '../season/testing/api.js';
import { aGame, anAnswer, feed } from '../season/testing/slate-fixture.js';
import { SlateLog } from '../slate/slate-log.js';
import { LogFollower } from '../standings/log-follower.js';
import { NodeStandings } from '../standings/node-standings.js';
import { DEVICES_PER_PLAYER, deviceId } from './devices/notifications.service.js';
import { TurnWatcher } from './news/turn-watcher.js';
import { PushSweeper } from './push-sweeper.js';
import { PushKeys } from './sending/push-keys.js';
import { type PushCatcher, PushReceiver, pushCatcher, signedClaims } from './testing/push-catcher.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
const QUIET: PushChoices = {
  lead: false,
  banker: false,
  deadline: false,
  result: false,
  sound: false,
  league: null,
};
const SCORES: PushChoices = { ...QUIET, lead: true, banker: true, league: 'everyone' };

let service: PushCatcher;
let server: TestServer;
let ann: Caller;
let ben: Caller;

beforeAll(async () => {
  service = await pushCatcher();
  // nothing happens by itself: the tests say when it is looked, and when messages go out
  server = await startTestServer({
    role: 'web',
    push: { vapid: null, subject: 'mailto:office@test.example', services: [service.origin] },
  });
});
afterAll(async () => {
  await server.close();
  await service.close();
});

beforeEach(async () => {
  await server.db.query('DELETE FROM "user"');
  const [first, second] = await manyPlayers(server, 2);
  if (first === undefined || second === undefined) throw new Error('no players');
  [ann, ben] = [first, second];
  await server.db.query(`UPDATE "user" SET name = 'Ben' WHERE id = $1`, [ben.id]);
  await server.app
    .get(SlateLog, { strict: false })
    .reset(async (tx) => void (await tx.query('DELETE FROM game; DELETE FROM week_deadline')));
  await saw(0, 0);
  service.pushes.length = 0;
  service.answer = () => ({ status: 201 });
});

/** MIN at LAR with this score, and KC at LV that has yet to begin. */
function saw(awayScore: number, homeScore: number, state: 'pre' | 'in' | 'post' = 'pre'): Promise<void> {
  return feed(
    server.app,
    anAnswer([
      aGame('81', {
        away: 'MIN',
        home: 'LAR',
        awayScore,
        homeScore,
        state,
        kickoff: inHours(state === 'pre' ? 1 : -1),
      }),
      aGame('82', { away: 'KC', home: 'LV', kickoff: inHours(3) }),
    ]),
  );
}

async function cards(): Promise<void> {
  const save = async (who: Caller, picks: object, banker: string) =>
    expect((await who.put('/api/me/cards/8', { picks, banker, joker: false })).status).toBe(200);
  await save(ann, { 81: 'away', 82: 'away' }, '81');
  await save(ben, { 81: 'home', 82: 'away' }, '82');
}

let devices = 0;
/** A browser that subscribes, with what its player wants to hear. */
async function subscribe(who: Caller, choices: PushChoices, delaySeconds = 0): Promise<PushReceiver> {
  devices += 1;
  const device = new PushReceiver(`${service.origin}/device/${devices}`);
  expect((await who.put('/api/me/push/choices', choices)).status).toBe(200);
  expect((await register(who, device, delaySeconds)).status).toBe(200);
  return device;
}
async function register(who: Caller, device: PushReceiver, delaySeconds = 0) {
  const { serverKey } = await settings(who);
  return who.put('/api/me/push/devices', {
    endpoint: device.endpoint,
    ...device.keys,
    serverKey,
    delaySeconds,
  });
}
const settings = async (who: Caller) => pushSettingsSchema.parse((await who.get('/api/me/push')).body);

async function untilFolded({ app, db }: TestServer): Promise<void> {
  await until(async () => {
    const [stream] = await db.query<{ epoch: string; head: number }[]>(
      'SELECT epoch, head FROM slate_stream',
    );
    const { epoch, seq } = app.get(NodeStandings, { strict: false }).state;
    return stream?.epoch === epoch && stream.head === seq;
  });
}
async function look(at: TestServer = server): Promise<number> {
  await untilFolded(at);
  return at.app.get(TurnWatcher, { strict: false }).look();
}
const sweep = () => server.app.get(PushSweeper, { strict: false }).sweep();
const plan = () => server.app.get(PushSweeper, { strict: false }).plan();
/** Once the time for others to come along is over. */
async function deliver(): Promise<void> {
  await server.db.query(`UPDATE push_news SET created_at = created_at - interval '20 seconds'`);
  await sweep();
}
/** As if the pause before the next attempt were over. */
async function later(): Promise<void> {
  await server.db.query(`UPDATE push_delivery SET due_at = now() WHERE state = 'queued'`);
  await sweep();
}
const arrived = (device: PushReceiver) =>
  service.pushes.filter(({ path }) => device.endpoint.endsWith(path)).map((push) => device.read(push));
const deliveries = () =>
  server.db.query<{ state: string; wait: number; last_error: string | null }[]>(
    'SELECT state, extract(epoch FROM due_at - now())::float AS wait, last_error FROM push_delivery ORDER BY message',
  );
const news = () =>
  server.db.query<{ data: { kind: string }; state: string }[]>(
    'SELECT data, state FROM push_news ORDER BY id',
  );

describe('N1: who is told', () => {
  it('nobody who has not chosen it, and a device alone is told nothing', async () => {
    expect((await aVisitor(server.url).get('/api/me/push')).status).toBe(401);
    expect((await settings(ann)).choices).toEqual(QUIET);
    const device = await subscribe(ann, QUIET);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await plan();
    await deliver();
    expect([await news(), arrived(device)]).toEqual([[], []]);
  });

  it('of a league that is theirs', async () => {
    const made = await ben.post('/api/leagues', { name: 'Others' });
    const { id } = made.body as { id: string };
    const answer = await ann.put('/api/me/push/choices', { ...SCORES, league: id });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ben.put('/api/me/push/choices', { ...SCORES, league: id })).status).toBe(200);
  });

  it('nobody who has signed out, was banned or has removed the device', async () => {
    const [gone, banned] = [await subscribe(ann, SCORES), await subscribe(ben, SCORES)];
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await server.db.query('DELETE FROM "session" WHERE "userId" = $1', [ann.id]);
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [ben.id]);
    await saw(7, 10, 'in');
    await look();
    await deliver();
    expect([arrived(gone), arrived(banned)]).toEqual([[], []]);

    await server.db.query('UPDATE "user" SET banned_at = NULL WHERE id = $1', [ben.id]);
    expect((await ann.delete(`/api/me/push/devices/${deviceId(banned.endpoint)}`)).status).toBe(401);
    expect((await ben.delete(`/api/me/push/devices/${deviceId(banned.endpoint)}`)).status).toBe(204);
    expect((await settings(ben)).devices).toEqual([]);
  });

  it('a ban reaches what is on its way', async () => {
    const device = await subscribe(ann, SCORES, 60);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await deliver();
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [ann.id]);
    await later();
    expect(arrived(device)).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('N2, N3: leads and bankers', () => {
  it('are told when they turn, as they stand, to whom they concern', async () => {
    const [first, second] = [await subscribe(ann, SCORES), await subscribe(ben, { ...SCORES, sound: true })];
    await cards();
    await look();
    await saw(0, 0, 'in');
    await look();
    await deliver();
    expect(await news()).toEqual([]);

    await saw(7, 0, 'in');
    await look();
    await deliver();
    expect(arrived(first)).toEqual([
      {
        title: 'You lead the day and the week',
        body: expect.stringMatching(/: 14 points\.$/),
        path: '/live/everyone',
        tag: 'scores',
        silent: true,
      },
    ]);
    expect(arrived(second)).toEqual([]);

    await saw(7, 10, 'in');
    await look();
    await deliver();
    expect(arrived(first).at(-1)).toMatchObject({
      title: 'You lost the lead of the day and the week',
      body: expect.stringMatching(
        /: Ben leads with 10, you have −20\.\nYour banker fell behind\. Vikings: MIN 7, LAR 10\.$/,
      ),
    });
    expect(arrived(second)).toMatchObject([{ title: 'You lead the day and the week', silent: false }]);
  });

  it('once, however often and on however many nodes it is looked', async () => {
    const other = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
    try {
      const device = await subscribe(ann, SCORES);
      await cards();
      await look();
      for (const [away, home] of [
        [7, 0],
        [7, 10],
        [14, 10],
      ] as const) {
        await saw(away, home, 'in');
        // nothing on the bus of one process tells the other
        const follower = other.app.get(LogFollower, { strict: false });
        await follower.exclusively(() => follower.reload(null));
        const found = await Promise.all([look(), look(other), look(), look(other)]);
        // day and week, and from the second turn on the banker
        expect(found.reduce((sum, each) => sum + each)).toBe(away === 7 && home === 0 ? 2 : 3);
        await deliver();
      }
      expect(arrived(device).map(({ title }) => title)).toEqual([
        'You lead the day and the week',
        'You lost the lead of the day and the week',
        'You lead the day and the week',
      ]);
    } finally {
      await other.close();
    }
  });

  it('a score that is taken back within the time tells nothing', async () => {
    const device = await subscribe(ann, SCORES);
    await cards();
    await saw(7, 0, 'in');
    await look();
    await saw(7, 10, 'in');
    await look();
    await saw(7, 3, 'in');
    await look();
    await deliver();
    expect(arrived(device)).toEqual([]);
    expect((await news()).map(({ state }) => state)).toEqual(Array(6).fill('dropped'));
  });

  it('what was long ago is no news', async () => {
    await subscribe(ann, SCORES);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await server.db.query(`UPDATE slate_event SET at = at - interval '16 minutes'`);
    expect(await look()).toBe(0);
    await saw(14, 0, 'in');
    expect(await look()).toBe(0);
  });
});

describe('N4: the deadline', () => {
  const setDeadline = (hours: number) =>
    server.db.query(
      `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, 8, $1)
       ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
      [inHours(hours)],
    );

  it('is told once, from two hours to ten minutes before, to whoever has no card', async () => {
    const device = await subscribe(ann, { ...QUIET, deadline: true });
    for (const hours of [2.1, 1.9, 0.5, 0.1]) {
      await setDeadline(hours);
      await Promise.all([plan(), plan()]);
      await deliver();
    }
    expect(arrived(device)).toMatchObject([
      { title: 'No card for week 8 yet', path: '/card/8', tag: 'week' },
    ]);
  });

  it('not to whoever has one, or saves one meanwhile', async () => {
    const chosen = { ...QUIET, deadline: true };
    const [first, second] = [await subscribe(ann, chosen), await subscribe(ben, chosen)];
    await setDeadline(1);
    const save = (who: Caller) =>
      who.put('/api/me/cards/8', { picks: { 81: 'away', 82: 'away' }, banker: '81', joker: false });
    expect((await save(ann)).status).toBe(200);
    await plan();
    expect(await news()).toHaveLength(1);
    expect((await save(ben)).status).toBe(200);
    await deliver();
    expect([arrived(first), arrived(second)]).toEqual([[], []]);
    expect(await news()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('N5: the result', () => {
  it('of the week, once, when it is confirmed', async () => {
    const device = await subscribe(ann, { ...QUIET, result: true });
    await cards();
    await feed(
      server.app,
      anAnswer([
        aGame('81', {
          away: 'MIN',
          home: 'LAR',
          awayScore: 20,
          homeScore: 30,
          state: 'post',
          kickoff: inHours(-4),
        }),
        aGame('82', {
          away: 'KC',
          home: 'LV',
          awayScore: 27,
          homeScore: 20,
          state: 'post',
          kickoff: inHours(-4),
        }),
      ]),
    );
    await server.app.get(ResultsTurns, { strict: false }).run();
    await Promise.all([plan(), plan()]);
    await deliver();
    await plan();
    await deliver();
    // the Chiefs +27, the Vikings as banker twice 30 lost
    expect(arrived(device)).toMatchObject([
      { title: 'Week 8: −33 points', body: 'Place 2 of 2.', path: '/results/8' },
    ]);
  });
});

describe('N7: the cap', () => {
  it('three messages an hour about scores, and a fourth for the deadline', async () => {
    const device = await subscribe(ann, { ...SCORES, deadline: true });
    await cards();
    await look();
    for (const [away, home] of [
      [7, 0],
      [7, 10],
      [14, 10],
      [14, 17],
      [21, 17],
    ] as const) {
      await saw(away, home, 'in');
      await look();
      await deliver();
    }
    expect(arrived(device)).toHaveLength(3);
    await server.db.query(`DELETE FROM card WHERE player = $1`, [ann.id]);
    await server.db.query(
      `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, 8, $1)`,
      [inHours(1)],
    );
    await plan();
    await deliver();
    expect(arrived(device).map(({ tag }) => tag)).toEqual(['scores', 'scores', 'scores', 'week']);
  });
});

describe('N8: the TV delay', () => {
  it('of each device holds the message back there', async () => {
    const now = await subscribe(ann, SCORES);
    const slow = await subscribe(ann, SCORES, 120);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await deliver();
    expect([arrived(now).length, arrived(slow).length]).toEqual([1, 0]);
    const [waiting] = (await deliveries()).filter(({ state }) => state === 'queued');
    expect(waiting?.wait).toBeGreaterThan(100);
    await later();
    expect(arrived(slow)).toEqual(arrived(now));
    // told anew, as the live page does when the delay is changed
    expect((await register(ann, slow, 45)).status).toBe(200);
    expect((await settings(ann)).devices.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 45]);
  });
});

describe('N9: keys', () => {
  it('are made once, the same on every node, and the private one is not to be read in the table', async () => {
    const keys = await server.app.get(PushKeys, { strict: false }).current();
    const rows = await server.db.query<{ text: string }[]>('SELECT k::text AS text FROM push_key k');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).toContain(keys.publicKey);
    expect(Buffer.from(rows[0]?.text ?? '').includes(keys.privateKey)).toBe(false);
    const other = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
    try {
      expect(await other.app.get(PushKeys, { strict: false }).current()).toEqual(keys);
    } finally {
      await other.close();
    }
  });

  it('sign what is sent, which only the device can read', async () => {
    const device = await subscribe(ann, SCORES);
    const stranger = new PushReceiver(device.endpoint);
    expect((await ann.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`)).status).toBe(202);
    await sweep();
    const [push] = service.pushes;
    if (push === undefined) throw new Error('nothing came');
    expect(device.read(push)).toMatchObject({ title: 'It works', path: '/profile', silent: true });
    expect(() => stranger.read(push)).toThrow();
    expect(push.headers).toMatchObject({ 'content-encoding': 'aes128gcm', topic: 'test' });
    expect(Number(push.headers.ttl)).toBeGreaterThan(0);
    const claims = signedClaims(push);
    expect(claims).toMatchObject({
      aud: service.origin,
      sub: 'mailto:office@test.example',
      key: (await settings(ann)).serverKey,
    });
    expect(claims.exp * 1000 - Date.now()).toBeLessThan(24 * HOUR_MS);
  });

  it('with another SESSION_SECRET are new, and old devices have to register again', async () => {
    const own = await startTestServer({ role: 'web', push: server.config.push });
    try {
      const [cal] = await manyPlayers(own, 1);
      if (cal === undefined) throw new Error('no player');
      const device = await subscribe(cal, QUIET);
      const before = (await settings(cal)).serverKey;
      const next = await startTestServer({
        role: 'web',
        databaseUrl: own.config.databaseUrl,
        sessionSecret: 'another secret altogether',
        push: server.config.push,
      });
      try {
        expect((await next.app.get(PushKeys, { strict: false }).current()).publicKey).not.toBe(before);
        await next.app.get(PushSweeper, { strict: false }).plan();
        expect(await own.db.query('SELECT 1 FROM push_subscription')).toEqual([]);
      } finally {
        await next.close();
      }
      // a browser that still has the old key is told so
      const old = { endpoint: device.endpoint, ...device.keys, serverKey: 'old', delaySeconds: 0 };
      expect(await cal.put('/api/me/push/devices', old)).toMatchObject({ status: 409 });
    } finally {
      await own.close();
    }
  });
});

describe('N10: endpoints', () => {
  it('are those of push services, of one browser each, and few for a player', async () => {
    const { serverKey } = await settings(ann);
    for (const endpoint of [
      'http://127.0.0.1:9/x',
      'https://169.254.169.254/',
      'https://push.example.org/a',
    ]) {
      const device = new PushReceiver(endpoint);
      const answer = await ann.put('/api/me/push/devices', {
        endpoint,
        ...device.keys,
        serverKey,
        delaySeconds: 0,
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'push-service-unknown' } });
    }
    const device = await subscribe(ann, SCORES);
    // who only knows the address cannot take it over; the browser itself changes hands with its player
    expect(await register(ben, new PushReceiver(device.endpoint))).toMatchObject({ status: 409 });
    expect((await settings(ann)).devices).toHaveLength(1);
    expect(await register(ben, device)).toMatchObject({ status: 200 });
    expect([(await settings(ann)).devices.length, (await settings(ben)).devices.length]).toEqual([0, 1]);

    for (let i = 0; i < DEVICES_PER_PLAYER + 2; i += 1) await subscribe(ann, SCORES);
    expect((await settings(ann)).devices).toHaveLength(DEVICES_PER_PLAYER);
  });
});

describe('N16: a subscription that the browser has renewed', () => {
  it('takes the place of the old one, with its delay, and of nobody else’s', async () => {
    const { serverKey } = await settings(ann);
    const old = await subscribe(ann, SCORES, 45);
    const other = await subscribe(ben, SCORES, 30);
    const renewed = (device: PushReceiver, replaces: string) =>
      ann.put('/api/me/push/devices', {
        endpoint: device.endpoint,
        ...device.keys,
        serverKey,
        delaySeconds: 0,
        replaces,
      });
    const device = new PushReceiver(`${old.endpoint}-renewed`);
    expect(await renewed(device, old.endpoint)).toMatchObject({
      status: 200,
      body: { devices: [{ id: deviceId(device.endpoint), delaySeconds: 45 }] },
    });
    // said twice: the same
    expect(await renewed(device, device.endpoint)).toMatchObject({
      status: 200,
      body: { devices: [{ id: deviceId(device.endpoint), delaySeconds: 0 }] },
    });
    const another = new PushReceiver(`${other.endpoint}-taken`);
    expect(await renewed(another, other.endpoint)).toMatchObject({ status: 200 });
    expect((await settings(ann)).devices.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 0]);
    expect((await settings(ben)).devices).toMatchObject([{ delaySeconds: 30 }]);
    expect(await renewed(new PushReceiver(old.endpoint), 'no address')).toMatchObject({ status: 422 });
    // nor does it cost another device its place
    let last = another;
    while ((await settings(ann)).devices.length < DEVICES_PER_PLAYER) last = await subscribe(ann, SCORES);
    await renewed(new PushReceiver(`${last.endpoint}-renewed`), last.endpoint);
    const ids = (await settings(ann)).devices.map(({ id }) => id);
    expect(ids).toHaveLength(DEVICES_PER_PLAYER);
    expect(ids).toContain(deviceId(device.endpoint));
  });
});

describe('N11: what a push service says', () => {
  const send = async (who: Caller, device: PushReceiver) => {
    await who.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`);
    await sweep();
  };

  it.each([404, 410])('%i: the device is forgotten', async (status) => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => ({ status });
    await send(ann, device);
    expect((await settings(ann)).devices).toEqual([]);
  });

  it.each([429, 503])('%i: again, when it says so or a while later', async (status) => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => ({ status, headers: { 'retry-after': '300' } });
    await send(ann, device);
    const [held] = await deliveries();
    expect(held).toMatchObject({ state: 'queued', last_error: `status ${status}` });
    expect(held?.wait).toBeGreaterThan(250);
    service.answer = () => ({ status });
    await later();
    const [backedOff] = await deliveries();
    expect(backedOff?.wait).toBeGreaterThan(2);
    expect(backedOff?.wait).toBeLessThan(60);
    service.answer = () => ({ status: 201 });
    await later();
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
    expect(service.pushes).toHaveLength(3);
  });

  it.each([400, 301])('%i: never again, and nothing is followed', async (status) => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => ({ status, headers: { location: `${service.origin}/elsewhere` } });
    await send(ann, device);
    await later();
    expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: `refused: status ${status}` }]);
    expect(service.pushes).toHaveLength(1);
  });

  it('nothing: it may have it, so it is not told twice', async () => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => 'silence';
    await send(ann, device);
    await later();
    expect(await deliveries()).toMatchObject([{ state: 'failed' }]);
    expect(service.pushes).toHaveLength(1);
  });

  it('too late: what still waits is dropped', async () => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => ({ status: 503 });
    await send(ann, device);
    await server.db.query('UPDATE push_message SET valid_until = now()');
    await later();
    expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
    expect(service.pushes).toHaveLength(1);
  });

  it('an attempt that died is not made again', async () => {
    const device = await subscribe(ann, SCORES);
    await ann.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`);
    await server.db.query(`UPDATE push_delivery SET state = 'sending', due_at = now()`);
    await sweep();
    expect(await deliveries()).toMatchObject([{ state: 'failed' }]);
    expect(service.pushes).toEqual([]);
  });
});

describe('N2: by itself', () => {
  it('a worker follows the log, makes messages and sends them', async () => {
    const own = await startTestServer({ push: server.config.push });
    try {
      const [cal] = await manyPlayers(own, 1);
      if (cal === undefined) throw new Error('no player');
      const device = await subscribe(cal, { ...QUIET, banker: true });
      const play = (awayScore: number, homeScore: number, state: 'pre' | 'in') =>
        feed(own.app, anAnswer([aGame('81', { away: 'MIN', home: 'LAR', awayScore, homeScore, state })]));
      await play(0, 0, 'pre');
      await own.db.query(
        `INSERT INTO card (player, season, season_type, week, picks, banker)
         VALUES ($1, 2024, 2, 8, '{"81": "away"}', '81')`,
        [cal.id],
      );
      const follower = own.app.get(LogFollower, { strict: false });
      await follower.exclusively(() => follower.reload(null));
      await play(7, 0, 'in');
      await until(
        async () =>
          (await own.db.query<unknown[]>(`SELECT 1 FROM push_noted WHERE value = 'winning'`)).length > 0,
      );
      await play(7, 10, 'in');
      await until(async () => {
        await own.db.query(
          `UPDATE push_news SET created_at = created_at - interval '20 seconds' WHERE state = 'waiting'`,
        );
        return service.pushes.length > 0;
      });
      expect(arrived(device)).toMatchObject([
        { title: 'Your banker fell behind', body: 'Vikings: MIN 7, LAR 10.' },
      ]);
    } finally {
      await own.close();
    }
  });
});

describe('N13: own data', () => {
  it('devices and choices are in the export without their secrets, and go with the account', async () => {
    const cal = await aPlayer(server.url);
    const device = await subscribe(cal, SCORES);
    const { text, body } = await cal.get('/api/me/export');
    expect(body).toMatchObject({ notifications: { choices: SCORES, devices: [{ delaySeconds: 0 }] } });
    expect(text).not.toContain(device.endpoint);
    expect(text).not.toContain(device.keys.auth);
    await cal.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`);
    await server.db.query('DELETE FROM "user" WHERE id = $1', [cal.id]);
    for (const table of ['push_subscription', 'push_choice', 'push_message', 'push_delivery']) {
      expect(await server.db.query(`SELECT 1 FROM ${table}`), table).toEqual([]);
    }
  });
});

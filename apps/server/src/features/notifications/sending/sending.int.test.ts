import { describe, expect, it } from 'vitest';
import { QueueCounts } from '../../../platform/work/queue-counts.js';
import { until } from '../../../testing/index.js';
import { type Caller } from '../../calendar/testing/api.js';
import { deviceId } from '../devices/notifications.service.js';
import { PushReceiver } from '../testing/push-catcher.js';
import {
  ann,
  arrived,
  ben,
  cards,
  deliver,
  deliveries,
  inHours,
  later,
  look,
  plan,
  register,
  SCORES,
  saw,
  server,
  service,
  settings,
  subscribe,
  sweep,
  usePushOffice,
} from '../testing/push-office.js';

usePushOffice();

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
    await server.db.query('DELETE FROM card USING "user" u WHERE u.n = card.n AND u.id = $1', [ann.id]);
    await server.db.query(`UPDATE season_state SET lock = 'week'`);
    await server.db.query(
      `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, 8, $1)`,
      [inHours(1)],
    );
    await plan();
    await deliver();
    expect(arrived(device).map(({ tag }) => tag)).toEqual(['scores', 'scores', 'scores', 'week']);
  });
});

describe('X3: a right that goes while a message waits', () => {
  async function waiting(league: string) {
    await server.db.query(
      `INSERT INTO league (id, name, code) VALUES ('den', 'The Den', 'DENDEN') ON CONFLICT DO NOTHING`,
    );
    for (const { id } of [ann, ben])
      await server.db.query(
        `INSERT INTO league_member (league, player, role) VALUES ('den', $1, 'member') ON CONFLICT DO NOTHING`,
        [id],
      );
    const device = await subscribe(ann, { ...SCORES, league }, 120);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await deliver();
    expect((await deliveries()).map(({ state }) => state)).toEqual(['queued']);
    return device;
  }

  it('news of a league do not reach players who left it meanwhile', async () => {
    const device = await waiting('den');
    await server.db.query(`DELETE FROM league_member WHERE league = 'den' AND player = $1`, [ann.id]);
    await later();
    expect(arrived(device)).toEqual([]);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['dropped']);
  });

  it('a device gets nothing when its session ended meanwhile', async () => {
    const device = await waiting('everyone');
    await server.db.query('DELETE FROM "session" WHERE "userId" = $1', [ann.id]);
    await later();
    expect(arrived(device)).toEqual([]);
  });

  it('and reach a member', async () => {
    const device = await waiting('den');
    await later();
    expect(arrived(device)).toHaveLength(1);
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
    // reports the delay again, as the live page does when it changes
    expect((await register(ann, slow, 45)).status).toBe(200);
    expect((await settings(ann)).devices.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 45]);
  });
});

describe('N11: what a push service says', () => {
  const send = async (who: Caller, device: PushReceiver) => {
    await who.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`);
    await sweep();
  };

  it.each([403, 404, 410])(
    'N17 %i: the profile says that the device must be switched on again',
    async (status) => {
      const device = await subscribe(ann, SCORES, 30);
      expect((await settings(ann)).devices).toMatchObject([{ refused: false }]);
      service.answer = () => ({ status });
      await send(ann, device);
      expect((await settings(ann)).devices).toMatchObject([{ refused: true }]);
      expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: `gone: status ${status}` }]);

      // nothing more is sent there, and reporting the delay again does not repair it
      service.pushes.length = 0;
      service.answer = () => ({ status: 201 });
      await register(ann, device, 40);
      const again = await ann.post(`/api/me/push/devices/${deviceId(device.endpoint)}/test`);
      expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
      await sweep();
      expect(service.pushes).toEqual([]);

      // the browser's new subscription replaces it, with its delay
      const renewed = new PushReceiver(`${device.endpoint}-new`);
      const { serverKey } = await settings(ann);
      const body = {
        endpoint: renewed.endpoint,
        ...renewed.keys,
        serverKey,
        delaySeconds: 0,
        replaces: device.endpoint,
      };
      expect((await ann.put('/api/me/push/devices', body)).status).toBe(200);
      expect((await settings(ann)).devices).toMatchObject([{ delaySeconds: 40, refused: false }]);
      await send(ann, renewed);
      expect(arrived(renewed)).toHaveLength(1);
    },
  );

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

  it.each([
    [500, 'degraded'],
    [403, 'degraded'],
    [404, 'ready'],
  ] as const)(
    'N18 %i: the part push of the readiness is %s, and "Queues" says why; a push that arrives ends it',
    async (status, part) => {
      const push = async () => (await (await fetch(`${server.url}/readyz`)).json()).parts.push;
      const [device, works] = [await subscribe(ann, SCORES), await subscribe(ann, SCORES)];
      service.answer = () => ({ status });
      await send(ann, device);
      expect(await push()).toMatchObject({ status: part });
      const queues = await server.app.get(QueueCounts, { strict: false }).withFailures();
      expect(queues.find(({ queue }) => queue === 'notifications')?.lastFailure).toEqual(
        part === 'ready' ? null : { at: expect.any(Date), reason: `push 127.0.0.1: status ${status}` },
      );
      service.answer = () => ({ status: 201 });
      await send(ann, works);
      await until(async () => (await push()).status === 'ready');
    },
  );

  it.each([400, 301])('%i: never again, and nothing is followed', async (status) => {
    const device = await subscribe(ann, SCORES);
    service.answer = () => ({ status, headers: { location: `${service.origin}/elsewhere` } });
    await send(ann, device);
    await later();
    expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: `refused: status ${status}` }]);
    expect(service.pushes).toHaveLength(1);
  });

  it('nothing: it may have it, so it is not sent twice', async () => {
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

import { NO_PUSH } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { startTestServer } from '../../../testing/index.js';
import { aPlayer, manyPlayers } from '../../calendar/testing/api.js';
import { PushSweeper } from '../push-sweeper.js';
import { PushKeys } from '../sending/push-keys.js';
import { PushReceiver, signedClaims } from '../testing/push-catcher.js';
import {
  ann,
  ben,
  HOUR_MS,
  register,
  SCORES,
  server,
  service,
  settings,
  subscribe,
  sweep,
  usePushOffice,
} from '../testing/push-office.js';
import { DEVICES_PER_PLAYER, deviceId } from './notifications.service.js';

usePushOffice();

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
      const device = await subscribe(cal, NO_PUSH);
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
      // a browser that still has the old key gets a hint
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
    // an address alone does not suffice to take it over; the browser itself changes hands with its player
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
    // repeated: the same result
    expect(await renewed(device, device.endpoint)).toMatchObject({
      status: 200,
      body: { devices: [{ id: deviceId(device.endpoint), delaySeconds: 0 }] },
    });
    const another = new PushReceiver(`${other.endpoint}-taken`);
    expect(await renewed(another, other.endpoint)).toMatchObject({ status: 200 });
    expect((await settings(ann)).devices.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 0]);
    expect((await settings(ben)).devices).toMatchObject([{ delaySeconds: 30 }]);
    expect(await renewed(new PushReceiver(old.endpoint), 'no address')).toMatchObject({ status: 422 });
    // when the browser does not say which it was: the delay of the same session
    const silent = new PushReceiver(`${another.endpoint}-silent`);
    await ann.put('/api/me/push/devices', {
      endpoint: another.endpoint,
      ...another.keys,
      serverKey,
      delaySeconds: 60,
    });
    await ann.put('/api/me/push/devices', { endpoint: silent.endpoint, ...silent.keys, serverKey });
    const known = (await settings(ann)).devices.find(({ id }) => id === deviceId(silent.endpoint));
    expect(known).toMatchObject({ delaySeconds: 60 });
    // nor does it displace another device
    let last = another;
    while ((await settings(ann)).devices.length < DEVICES_PER_PLAYER) last = await subscribe(ann, SCORES);
    await renewed(new PushReceiver(`${last.endpoint}-renewed`), last.endpoint);
    const ids = (await settings(ann)).devices.map(({ id }) => id);
    expect(ids).toHaveLength(DEVICES_PER_PLAYER);
    expect(ids).toContain(deviceId(device.endpoint));
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

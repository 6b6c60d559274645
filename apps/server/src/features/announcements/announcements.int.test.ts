import { type Announcement, announcementSchema, writtenAnnouncementSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';
import { AnnouncementBoard, AUDIENCE_LIMIT } from './announcement-board.js';
import { AnnouncementsService } from './announcements.service.js';

let server: TestServer;
let player: Caller;
let other: Caller;
let admin: Caller;

const seenBy = async (who: Caller): Promise<string[]> =>
  z
    .array(announcementSchema)
    .parse((await who.get('/api/announcements')).body)
    .map(({ title }) => title);
const announce = async (given: object = {}): Promise<Announcement> => {
  const answer = await admin.post('/api/admin/announcements', {
    title: 'Snow',
    body: '**Bills** at home',
    ...given,
  });
  expect(answer.status).toBe(201);
  return announcementSchema.parse(answer.body);
};
const lastEvent = async (): Promise<unknown> => {
  const rows = await server.db.query<{ payload: unknown }[]>(
    'SELECT payload FROM slate_event ORDER BY seq DESC LIMIT 1',
  );
  return rows[0]?.payload;
};

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  player = await aPlayer(server.url);
  other = await aPlayer(server.url);
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  await server.db.query('DELETE FROM announcement');
});

describe('announcements', () => {
  it('reach everybody and the log', async () => {
    const made = await announce();
    expect(made).toMatchObject({ level: 'info', league: null, expiresAt: null, withdrawnAt: null });
    expect(await lastEvent()).toEqual({ kind: 'announcement', announcement: made });
    expect(await seenBy(player)).toEqual(['Snow']);
  });

  it('say before they go out whom they reach by email: the very ones who then get it', async () => {
    const { id } = (await player.post('/api/leagues', { name: 'Cellar' })).body as { id: string };
    const reach = async (who: Caller, path: string): Promise<unknown> => (await who.get(path)).body;
    const everybody = await reach(admin, '/api/admin/announcements/reach');
    expect(await reach(admin, `/api/admin/announcements/reach?league=${id}`)).toEqual({ emails: 1 });
    expect(await reach(player, `/api/leagues/${id}/announcements/reach`)).toEqual({ emails: 1 });
    expect((await other.get(`/api/leagues/${id}/announcements/reach`)).status).toBe(404);
    expect((await player.get('/api/admin/announcements/reach')).status).toBe(403);
    const made = await announce({ mail: true });
    const sent = await server.db.query(
      `SELECT 1 FROM mail WHERE kind = 'announcement' AND starts_with(key, 'announcement:' || $1)`,
      [made.id],
    );
    expect(everybody).toEqual({ emails: sent.length });
    expect(sent.length).toBeGreaterThan(1);
    await server.db.query(
      `UPDATE "user" SET notifications = notifications || '{"announcements": false}' WHERE id = $1`,
      [player.id],
    );
    expect(await reach(player, `/api/leagues/${id}/announcements/reach`)).toEqual({ emails: 0 });
    await server.db.query(
      `UPDATE "user" SET notifications = notifications || '{"announcements": true}' WHERE id = $1`,
      [player.id],
    );
  });

  it('of a league reach its members only', async () => {
    const { id } = (await player.post('/api/leagues', { name: 'Den' })).body as { id: string };
    const made = await announce({ league: id });
    const [{ n } = { n: 0 }] = await server.db.query<{ n: number }[]>('SELECT n FROM "user" WHERE id = $1', [
      player.id,
    ]);
    expect(await lastEvent()).toEqual({ kind: 'announcement', announcement: made, audience: [n] });
    expect(await seenBy(player)).toEqual(['Snow']);
    expect(await seenBy(other)).toEqual([]);
    expect(
      (await admin.post('/api/admin/announcements', { title: 'x', body: 'y', league: 'none' })).status,
    ).toBe(404);
  });

  it('P5 of one audience never displace those of another, on the board and in the lists', async () => {
    const { id } = (await player.post('/api/leagues', { name: 'Den' })).body as { id: string };
    await announce({ title: 'From the admins' });
    await server.db.query(
      `INSERT INTO announcement (id, title, body, level, league, publish_at, published_at)
       SELECT 'flood-' || i, 'Flood', '', 'info', $1, now(), now() + i * interval '1 ms'
       FROM generate_series(1, 101) AS i`,
      [id],
    );
    const { announcements } = await server.app.get(AnnouncementBoard, { strict: false }).current([id]);
    expect(announcements.map(({ title }) => title)).toContain('From the admins');
    expect(announcements).toHaveLength(AUDIENCE_LIMIT + 1);
    expect(await seenBy(player)).toContain('From the admins');
    expect(JSON.stringify((await admin.get('/api/admin/announcements')).body)).toContain('From the admins');
  });

  it('come newest first and end at their time', async () => {
    await announce({ title: 'First' });
    await announce({ title: 'Second', level: 'alert', expiresAt: '2999-01-01T00:00:00Z' });
    await announce({ title: 'Over', expiresAt: '2020-01-01T00:00:00Z' });
    expect(await seenBy(player)).toEqual(['Second', 'First']);
  });

  it('are changed in part', async () => {
    const { id } = await announce({ expiresAt: '2999-01-01T00:00:00Z' });
    const answer = await admin.patch(`/api/admin/announcements/${id}`, { title: 'Sun' });
    expect(answer.body).toMatchObject({
      title: 'Sun',
      body: '**Bills** at home',
      expiresAt: '2999-01-01T00:00:00.000Z',
    });
    expect(await lastEvent()).toMatchObject({ kind: 'announcement', announcement: { id, title: 'Sun' } });
    expect((await admin.patch(`/api/admin/announcements/${id}`, { expiresAt: null })).body).toMatchObject({
      expiresAt: null,
    });
  });

  it('are taken down everywhere, once', async () => {
    const { id } = await announce();
    expect((await admin.delete(`/api/admin/announcements/${id}`)).status).toBe(204);
    expect(await seenBy(player)).toEqual([]);
    expect(await lastEvent()).toMatchObject({ announcement: { id, withdrawnAt: expect.any(String) } });
    expect((await admin.delete(`/api/admin/announcements/${id}`)).status).toBe(404);
    expect((await admin.patch(`/api/admin/announcements/${id}`, { title: 'x' })).status).toBe(404);
  });

  it.each([
    [{ title: '', body: 'x' }],
    [{ title: 'x' }],
    [{ title: 'x', body: 'y'.repeat(5001) }],
    [{ title: 'x', body: 'y', level: 'loud' }],
    [{ title: 'x', body: 'y', expiresAt: 'soon' }],
    [{ title: 'x', body: 'y', createdBy: 'me' }],
  ])('made of %j are refused', async (input) => {
    expect(await admin.post('/api/admin/announcements', input)).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
  });

  it('are written by admins alone', async () => {
    const { id } = await announce();
    for (const [who, status] of [
      [player, 403],
      [aVisitor(server.url), 401],
    ] as const) {
      expect((await who.post('/api/admin/announcements', { title: 'x', body: 'y' })).status).toBe(status);
      expect((await who.patch(`/api/admin/announcements/${id}`, { title: 'x' })).status).toBe(status);
      expect((await who.delete(`/api/admin/announcements/${id}`)).status).toBe(status);
    }
    expect((await aVisitor(server.url).get('/api/announcements')).status).toBe(401);
    expect(await seenBy(player)).toEqual(['Snow']);
  });

  it('that have expired stay in the news, withdrawn ones do not', async () => {
    await announce({ title: 'Over', expiresAt: '2020-01-01T00:00:00Z' });
    const { id } = await announce({ title: 'Mistake' });
    await admin.delete(`/api/admin/announcements/${id}`);
    expect((await player.get('/api/announcements?history=true')).body).toMatchObject([{ title: 'Over' }]);
    expect((await player.get('/api/announcements?history=maybe')).status).toBe(422);
  });
});

describe('an announcement for later', () => {
  const service = () => server.app.get(AnnouncementsService);
  const states = async () =>
    z
      .array(writtenAnnouncementSchema)
      .parse((await admin.get('/api/admin/announcements')).body)
      .map(({ title, state }) => [title, state]);

  it('is seen by admins only until its time, and then goes out once', async () => {
    const head = await lastEvent();
    const { id } = await announce({ title: 'Later', publishAt: '2999-01-01T00:00:00Z' });
    expect(await seenBy(player)).toEqual([]);
    expect(await lastEvent()).toEqual(head);
    expect(await states()).toEqual([['Later', 'scheduled']]);
    expect(await service().publishDue()).toBe(0);

    await admin.patch(`/api/admin/announcements/${id}`, { title: 'Now', publishAt: '2020-01-01T00:00:00Z' });
    expect(await Promise.all([service().publishDue(), service().publishDue()])).toEqual(
      expect.arrayContaining([0, 1]),
    );
    expect(await seenBy(player)).toEqual(['Now']);
    expect(await lastEvent()).toMatchObject({ kind: 'announcement', announcement: { id, title: 'Now' } });
    expect(await states()).toEqual([['Now', 'live']]);
    expect(
      (await admin.patch(`/api/admin/announcements/${id}`, { publishAt: '2999-01-01T00:00:00Z' })).status,
    ).toBe(409);
  });

  it('that is withdrawn before never goes out', async () => {
    const { id } = await announce({ title: 'Never', publishAt: '2999-01-01T00:00:00Z' });
    await admin.delete(`/api/admin/announcements/${id}`);
    await server.db.query(`UPDATE announcement SET publish_at = now() - interval '1 day'`);
    expect(await service().publishDue()).toBe(0);
    expect(await seenBy(player)).toEqual([]);
  });
});

describe('an announcement by mail', () => {
  const mails = (id: string) =>
    server.db.query<{ recipient: string }[]>(
      `SELECT recipient FROM mail WHERE kind LIKE '%announcement' AND key LIKE $1 ORDER BY recipient`,
      [`%${id}%`],
    );

  it('goes to everybody it is for, and to nobody else', async () => {
    const { id: den } = (await player.post('/api/leagues', { name: 'Mail Den' })).body as { id: string };
    const own = await announce({ league: den, mail: true });
    expect((await mails(own.id)).length).toBe(1);
    const all = await announce({ mail: true });
    expect((await mails(all.id)).length).toBe(3);
    const quiet = await announce();
    expect(await mails(quiet.id)).toEqual([]);
  });

  it('M17: goes to nobody who has switched such emails off', async () => {
    const { id: den } = (await player.post('/api/leagues', { name: 'Mail Den' })).body as { id: string };
    const choose = (announcements: boolean) => player.patch('/api/me', { notifications: { announcements } });
    expect((await choose(false)).body).toMatchObject({
      notifications: { announcements: false, weeklyResult: true },
    });
    expect(await mails((await announce({ league: den, mail: true })).id)).toEqual([]);
    expect((await mails((await announce({ mail: true })).id)).length).toBe(2);
    await choose(true);
    const last = await announce({ league: den, mail: true });
    expect((await mails(last.id)).length).toBe(1);
  });
});

describe('the commissioner of a league', () => {
  let league: string;
  const path = (rest = '') => `/api/leagues/${league}/announcements${rest}`;
  beforeEach(async () => {
    const made = (await player.post('/api/leagues', { name: 'Own Den' })).body as {
      id: string;
      code: string;
    };
    league = made.id;
    await other.post('/api/leagues/join', { code: made.code });
  });

  it('announces to the league, changes it and takes it down', async () => {
    const made = announcementSchema.parse(
      (await player.post(path(), { title: 'Party', body: 'At **mine**' })).body,
    );
    expect(made.league).toBe(league);
    expect(await seenBy(other)).toEqual(['Party']);
    expect(await seenBy(admin)).toEqual([]);
    await player.patch(path(`/${made.id}`), { title: 'Big party' });
    expect(await seenBy(other)).toEqual(['Big party']);
    expect((await player.get(path())).body).toMatchObject([{ title: 'Big party', state: 'live' }]);
    expect((await player.delete(path(`/${made.id}`))).status).toBe(204);
    expect(await seenBy(other)).toEqual([]);
  });

  it('alone does so: members are refused, for others there is no such league', async () => {
    for (const [who, status] of [
      [other, 403],
      [admin, 404],
    ] as const) {
      expect((await who.get(path())).status).toBe(status);
      expect((await who.post(path(), { title: 'x', body: 'y' })).status).toBe(status);
    }
    expect((await player.post('/api/leagues/everyone/announcements', { title: 'x', body: 'y' })).status).toBe(
      403,
    );
    expect(await seenBy(other)).toEqual([]);
  });

  it("cannot reach another desk's announcement, nor choose another league", async () => {
    const { id } = await announce({ title: 'From the top' });
    expect((await player.patch(path(`/${id}`), { title: 'x' })).status).toBe(404);
    expect((await player.delete(path(`/${id}`))).status).toBe(404);
    expect((await player.post(path(), { title: 'x', body: 'y', league: 'everyone' })).status).toBe(422);
    expect(await seenBy(player)).toEqual(['From the top']);
  });
});

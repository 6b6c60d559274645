import { type Announcement, announcementSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller } from '../season/testing/api.js';

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

  it('of a league reach its members only', async () => {
    const { id } = (await player.post('/api/leagues', { name: 'Den' })).body as { id: string };
    await announce({ league: id });
    expect(await seenBy(player)).toEqual(['Snow']);
    expect(await seenBy(other)).toEqual([]);
    expect(
      (await admin.post('/api/admin/announcements', { title: 'x', body: 'y', league: 'none' })).status,
    ).toBe(404);
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
});

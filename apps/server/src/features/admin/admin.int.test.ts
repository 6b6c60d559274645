import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AdminUser, adminUserSchema, adminUsersSchema, auditPageSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Routes } from '../../platform/http/routes.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';

let server: TestServer;
let admin: Caller;
let player: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  player = await aPlayer(server.url, { name: 'Per 100%' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

const why = 'Asked for it by mail';
const user = ({ body }: Answer): AdminUser => adminUserSchema.parse(body);
const act = (id: string, what: string, body: object = { why }): Promise<Answer> =>
  admin.post(`/api/admin/users/${id}/${what}`, body);

describe('every admin’s route', () => {
  it('is refused to visitors and players, whatever they send', async () => {
    const routes = server.app
      .get(Routes)
      .all()
      .filter(({ access }) => access === 'admin');
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path } of routes) {
      const address = path.replaceAll(/[:*]\w+/g, '1');
      for (const [who, status, code] of [
        [aVisitor(server.url), 401, 'unauthenticated'],
        [player, 403, 'forbidden'],
      ] as const) {
        const answer =
          method === 'get' || method === 'delete'
            ? await who[method](address)
            : await who[method](address, {});
        expect(answer, `${method} ${address}`).toMatchObject({ status, body: { code } });
      }
    }
    expect(await server.db.query('SELECT * FROM audit')).toEqual([]);
  });

  it('is described', () => {
    const routes = server.app.get(Routes).all();
    expect(routes.filter(({ access, api }) => access === 'admin' && api === undefined)).toEqual([]);
  });
});

describe('the console', () => {
  /** Sources of the client's folders that call admin routes: pages, and what several pages share. */
  function consoleSources(): string {
    const client = fileURLToPath(new URL('../../../../client/src', import.meta.url));
    return ['pages', 'live']
      .flatMap((layer) => readdirSync(join(client, layer)).map((folder) => join(client, layer, folder)))
      .filter((folder) => statSync(folder).isDirectory())
      .map((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
          .map((file) => readFileSync(join(folder, file), 'utf8'))
          .join('\n'),
      )
      .filter((text) => text.includes('/api/admin/'))
      .join('\n');
  }

  it('offers every field of every change that the admin API accepts', () => {
    const sources = consoleSources();
    const fields = server.app
      .get(Routes)
      .all()
      .filter(({ access, method, path }) => access === 'admin' && method !== 'get' && !path.includes('*'))
      .flatMap(({ method, handler, api }) =>
        api?.body === undefined || (method !== 'patch' && method !== 'put')
          ? []
          : bodyFields(api.body).map((field) => ({ handler, field })),
      );
    expect(fields).toContainEqual({ handler: 'SeasonAdminController.change', field: 'forcedJokers' });
    expect(fields.filter(({ field }) => !new RegExp(`\\b${field}\\b`).test(sources))).toEqual([]);
  });
});

function bodyFields(body: z.core.$ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties);
}

describe('accounts', () => {
  const names = async (query: string): Promise<string[]> =>
    adminUsersSchema.parse((await admin.get(`/api/admin/users?${query}`)).body).users.map(({ name }) => name);

  it('are found by part of a name or address, as written', async () => {
    expect(await names('')).toEqual(['Ada', 'Per 100%']);
    expect(await names('q=aDA')).toEqual(['Ada']);
    expect(await names('q=test.example')).toHaveLength(2);
    expect(await names('q=100%25')).toEqual(['Per 100%']);
    expect(await names('q=A_a')).toEqual([]);
    expect(await names('show=admins')).toEqual(['Ada']);
  });

  it('are verified, and the audit has the admin and the reason', async () => {
    expect(user(await act(player.id, 'verify'))).toMatchObject({ verified: true });
    const page = auditPageSchema.parse((await admin.get(`/api/admin/audit?target=user/${player.id}`)).body);
    expect(page).toMatchObject({
      next: null,
      rows: [
        {
          actor: admin.id,
          actorName: 'Ada',
          action: 'user.verify',
          targetName: 'Per 100%',
          before: { verified: false },
          after: { verified: true },
          why,
        },
      ],
    });
  });

  it('change only for a reason', async () => {
    for (const body of [{}, { why: ' a ' }, { why: 7 }, { why, role: 'admin' }]) {
      expect(await act(player.id, 'deactivate', body)).toMatchObject({
        status: 422,
        body: { code: 'invalid-input' },
      });
    }
    expect((await player.get('/api/me')).status).toBe(200);
    expect((await act('nobody', 'deactivate')).status).toBe(404);
  });

  it('are signed out everywhere', async () => {
    const guest = await aPlayer(server.url);
    expect(user(await act(guest.id, 'sign-out'))).toMatchObject({ sessions: 0, lastSeen: null });
    expect((await guest.get('/api/me')).status).toBe(401);
  });

  it('are signed out when deactivated, and cannot sign in until they are reactivated', async () => {
    const guest = await aPlayer(server.url);
    expect(user(await act(guest.id, 'deactivate')).deactivatedAt).not.toBeNull();
    expect((await guest.get('/api/me')).status).toBe(401);
    expect(await names('show=deactivated')).toHaveLength(1);
    expect(user(await act(guest.id, 'reactivate')).deactivatedAt).toBeNull();
  });

  it('always leave one admin who can sign in', async () => {
    const role = (id: string, wanted: string): Promise<Answer> =>
      admin.patch(`/api/admin/users/${id}/role`, { role: wanted, why });
    const refused = { status: 409, body: { code: 'last-admin' } };
    expect(await role(admin.id, 'player')).toMatchObject(refused);
    expect(await act(admin.id, 'deactivate')).toMatchObject(refused);

    const second = await aPlayer(server.url);
    expect(user(await role(second.id, 'admin')).role).toBe('admin');
    expect((await second.get('/api/admin/users')).status).toBe(200);
    await act(second.id, 'deactivate');
    expect(await role(admin.id, 'player')).toMatchObject(refused);
    await act(second.id, 'reactivate');
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [player.id]);
    const both = await Promise.all([
      admin.patch(`/api/admin/users/${player.id}/role`, { role: 'player', why }),
      player.patch(`/api/admin/users/${admin.id}/role`, { role: 'player', why }),
      admin.patch(`/api/admin/users/${second.id}/role`, { role: 'player', why }),
    ]);
    expect(both.map(({ status }) => status)).toContain(200);
    const left = await server.db.query<{ id: string }[]>(`SELECT id FROM "user" WHERE role = 'admin'`);
    expect(left.length).toBeGreaterThanOrEqual(1);
    await server.db.query(`UPDATE "user" SET role = CASE WHEN id = $1 THEN 'admin' ELSE 'player' END`, [
      admin.id,
    ]);
  });
});

describe('the audit', () => {
  it('is browsed from the newest back, by action, by person, by target', async () => {
    await server.db.query(
      `INSERT INTO audit (action, target) SELECT 'test.change', 'test/' || i FROM generate_series(1, 60) AS i`,
    );
    const page = async (query: string) =>
      auditPageSchema.parse((await admin.get(`/api/admin/audit?${query}`)).body);
    const first = await page('action=test.change&limit=50');
    expect(first.rows.map(({ target }) => target)[0]).toBe('test/60');
    expect(first).toMatchObject({ rows: { length: 50 }, total: 60 });
    const rest = await page(`action=test&limit=50&after=${first.next}`);
    expect(rest.rows.map(({ target }) => target)).toEqual(
      Array.from({ length: 10 }, (_, i) => `test/${10 - i}`),
    );
    expect(rest.next).toBeNull();
    expect((await page(`actor=${admin.id}`)).rows.every(({ actorName }) => actorName === 'Ada')).toBe(true);
    expect((await page('action=tes')).rows).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPlayer, type Caller } from '../../features/calendar/testing/api.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { Routes } from '../http/routes.js';
import { AuditLog } from './audit-log.js';
import type { Author } from './author.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

const rows = (): Promise<Record<string, unknown>[]> => server.db.query('SELECT * FROM audit ORDER BY id');
const system: Author = { actor: null, action: 'test.change', address: null, requestId: null };
const entry = { target: 'test/1', before: { a: 1 }, after: { a: 2 } };

describe('an admin’s change', () => {
  it('is one row: who, what, before, after, why, when, from where', async () => {
    const requestId = randomUUID();
    const response = await fetch(`${server.url}/api/admin/season`, {
      method: 'PATCH',
      headers: {
        cookie: admin.cookie,
        'content-type': 'application/json',
        'x-request-id': requestId,
        'x-forwarded-for': '6.6.6.6',
      },
      body: JSON.stringify({ lock: 'kickoff', why: 'As the league voted' }),
    });
    expect(response.status).toBe(200);
    expect(await rows()).toEqual([
      {
        id: expect.any(Number),
        at: expect.any(Date),
        actor: admin.id,
        actor_name: 'Ada',
        action: 'season.settings',
        target: 'season',
        before: { lock: 'week' },
        after: { lock: 'kickoff' },
        why: 'As the league voted',
        address: '127.0.0.1',
        request_id: requestId,
      },
    ]);
  });

  it('that is refused leaves none', async () => {
    const before = await rows();
    expect((await admin.patch('/api/admin/weeks/3', { deadline: null })).status).toBe(404);
    expect((await admin.patch('/api/admin/season', { lock: 'never' })).status).toBe(422);
    expect(await rows()).toEqual(before);
  });

  it('and its row live and die together', async () => {
    const audit = server.app.get(AuditLog);
    const before = await rows();
    await expect(
      server.db.transaction(async (tx) => {
        await audit.record(tx, system, entry);
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    expect(await rows()).toEqual(before);
  });
});

describe('the audit', () => {
  const inReplicaMode = (statement: string): Promise<unknown> =>
    server.db.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(statement);
    });

  it.each([
    `UPDATE audit SET actor_name = 'Nobody'`,
    'UPDATE audit SET why = NULL WHERE id < 0',
    'DELETE FROM audit',
    'TRUNCATE audit',
    'TRUNCATE audit CASCADE',
  ])('refuses %s over the server’s own connection', async (statement) => {
    await server.db.transaction((tx) => server.app.get(AuditLog).record(tx, system, entry));
    const before = await rows();
    await expect(server.db.query(statement)).rejects.toThrow('the audit is append-only');
    await expect(inReplicaMode(statement)).rejects.toThrow('the audit is append-only');
    expect(await rows()).toEqual(before);
  });

  it('denies the change even to the table’s owner, unless that is a superuser', async () => {
    const role = `audit_owner_${randomUUID().replaceAll('-', '')}`;
    await server.db.query(`CREATE ROLE ${role}; GRANT CREATE ON SCHEMA public TO ${role}`);
    const asOwner = (statement: string): Promise<unknown> =>
      server.db.transaction(async (tx) => {
        await tx.query(`ALTER TABLE audit OWNER TO ${role}`);
        await tx.query(`SET LOCAL ROLE ${role}`);
        await tx.query(statement);
        throw new Error('it went through');
      });
    try {
      await expect(asOwner('SELECT 1 FROM audit')).rejects.toThrow('it went through');
      for (const statement of ['UPDATE audit SET why = NULL', 'DELETE FROM audit', 'TRUNCATE audit']) {
        await expect(asOwner(statement)).rejects.toThrow('permission denied for table audit');
      }
    } finally {
      await server.db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

describe('every admin’s route', () => {
  it('that is no GET says what it is recorded as, or why nothing changes', () => {
    const admins = server.app
      .get(Routes)
      .all()
      .filter(({ access, method }) => access === 'admin' && method !== 'get');
    expect(admins.length).toBeGreaterThan(4);
    expect(admins.filter(({ audit }) => audit === undefined)).toEqual([]);
    for (const { audit } of admins) {
      if (audit !== undefined && 'action' in audit) expect(audit.action).toMatch(/^[a-z-]+\.[a-z-]+$/);
    }
  });

  it('is declared for admins, and no other place has routes for admins', () => {
    // a scorer of the day may change the score of a game, too: the handler asks for the right
    const withScorers = 'GamesAdminController.change';
    for (const { path, access, handler } of server.app.get(Routes).all()) {
      if (handler === withScorers) expect(access).toBe('signed-in');
      else expect(access === 'admin', path).toBe(path.startsWith('/api/admin'));
    }
  });
});

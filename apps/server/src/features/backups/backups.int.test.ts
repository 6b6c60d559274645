import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Alert, alertsSchema, type Backups, backupsSchema } from '@sunday-live/contract';
import { create, extract } from 'tar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { restore } from '../../platform/database/backup/restore.js';
import { type S3Server, s3Server } from '../../platform/storage/testing/s3-server.js';
import { emptyDatabase, startTestServer, type TestServer } from '../../testing/index.js';
import { queryOnce } from '../../testing/test-database.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { BackupTurns } from './backup-turns.js';
import { BackupsService } from './backups.service.js';

/** Each backup takes seconds on a busy machine. */
const PATIENT = { timeout: 120_000 };
const folder = mkdtempSync(join(tmpdir(), 'sunday-backups-'));
let place: string;
let server: TestServer;
let admin: Caller;
const clean: (() => Promise<void>)[] = [];

beforeAll(async () => {
  place = join(folder, 'backups');
  // no ticker runs on a web node: the tests take the turns
  server = await startTestServer({ role: 'web', backups: { url: `file:${place}`, everyHours: 24, keep: 3 } });
  admin = await anAdmin(server);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await server.db.query('DELETE FROM backup');
  await server.db.query('UPDATE backup_run SET wanted_at = NULL, started_at = NULL, step = NULL');
  await server.db.query('DELETE FROM admin_alert');
  await server.db.query(`DELETE FROM mail WHERE kind = 'admin-alert'`);
  rmSync(place, { recursive: true, force: true });
});
afterEach(async () => {
  for (const work of clean.splice(0).reverse()) await work();
});

async function anAdmin(of: TestServer): Promise<Caller> {
  const caller = await aPlayer(of.url);
  await of.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [caller.id]);
  return caller;
}

const turns = (of = server): BackupTurns => of.app.get(BackupTurns, { strict: false });
const shown = async (): Promise<Backups> => backupsSchema.parse((await admin.get('/api/admin/backups')).body);
const files = (): string[] => (existsSync(place) ? readdirSync(place) : []);
const alerts = async (): Promise<Alert[]> => alertsSchema.parse((await admin.get('/api/admin/alerts')).body);
const alertKeys = async (): Promise<string[]> => (await alerts()).map(({ key }) => key).sort();
const scratchDatabases = async (): Promise<string[]> => {
  const rows = await server.db.query<{ datname: string }[]>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'sunday\\_scratch\\_'
       || (SELECT oid FROM pg_database WHERE datname = current_database()) || '\\_%'`,
  );
  return rows.map(({ datname }) => datname);
};
/** Makes all backups and failures older. */
const age = (hours: number): Promise<unknown> =>
  server.db.query('UPDATE backup SET taken_at = taken_at - make_interval(hours => $1)', [hours]);

describe('a backup', PATIENT, () => {
  it('B5 is made where there is none, is verified, and can be restored under its name', async () => {
    const steps: string[] = [];
    await turns().run(async (step) => {
      steps.push(step);
      const { running } = await shown();
      expect(running?.step).toBe(step);
      expect(files()).toEqual([]);
      expect((await scratchDatabases()).length).toBe(0);
    });
    expect(steps).toEqual(['writing', 'checking', 'storing']);
    const { backups, last, running, next, ageHours, secretFingerprint } = await shown();
    expect(running).toBeNull();
    expect(backups).toHaveLength(1);
    expect(backups[0]).toMatchObject({ name: files()[0], problem: null, secretFingerprint });
    expect(last).toEqual(await server.app.get(BackupsService, { strict: false }).last());
    expect(ageHours).toBe(0);
    expect(Date.parse(next ?? '') - Date.parse(last?.takenAt ?? '')).toBe(24 * 3_600_000);
    expect(await scratchDatabases()).toEqual([]);
    expect(existsSync(join(server.config.dataDir, 'backup-work'))).toBe(false);

    const target = await emptyDatabase();
    clean.push(target.drop);
    const archive = join(place, last?.name ?? '');
    const { rows } = await restore(target.url, archive, { ...server.config, dataDir: folder }, (words) => {
      throw new Error(words);
    });
    expect(rows).toBe(backups[0]?.rows);
    expect(await queryOnce(target.url, `SELECT id FROM "user" WHERE id = '${admin.id}'`)).toHaveLength(1);
    // the run that made it is not under way in the restored database
    expect(await queryOnce(target.url, 'SELECT started_at FROM backup_run')).toEqual([{ started_at: null }]);
  });

  it('B4 is made at its age and not before, and waits for games in progress', async () => {
    await turns().run();
    await turns().run();
    expect(files()).toHaveLength(1);
    await age(25);
    await server.db.query(
      `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state, away_score, home_score)
       VALUES ('on', 2024, 2, 8, now(), 'GB', 'CHI', 'in', 0, 0)`,
    );
    clean.push(async () => void (await server.db.query(`DELETE FROM game WHERE id = 'on'`)));
    await turns().run();
    expect((await shown()).backups).toHaveLength(1);
    await age(6);
    await turns().run();
    expect((await shown()).backups).toHaveLength(2);
  });

  it('B5 that is broken when it is checked never gets a name, and the admins are alerted with the reason', async () => {
    await turns().run();
    const good = files();
    await age(25);
    await turns().run(async (step, archive) => {
      if (step === 'checking') truncateSync(archive, 3_000);
    });
    expect(files()).toEqual(good);
    const { backups, last, next } = await shown();
    expect(backups[0]).toMatchObject({ name: null, verifiedAt: null });
    expect(backups[0]?.problem).toMatch(/is not a backup of Sunday Live/);
    expect(last?.name).toBe(good[0]);
    expect(Date.parse(next ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
    expect(await scratchDatabases()).toEqual([]);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ key: 'backups/failed' });
    expect(alert?.message).toContain(backups[0]?.problem);

    // B8: the next good one ends it
    await age(1);
    await turns().run();
    expect(files()).toHaveLength(2);
    expect(await alertKeys()).toEqual([]);
  });

  it('B5 that does not contain what it says is found by the comparison', async () => {
    await turns().run(async (step, archive) => {
      if (step !== 'checking') return;
      const inside = mkdtempSync(join(folder, 'inside-'));
      await extract({ file: archive, cwd: inside });
      const manifest = readFileSync(join(inside, 'manifest.json'), 'utf8');
      writeFileSync(join(inside, 'manifest.json'), manifest.replace(/"logHead": \d+/, '"logHead": 4711'));
      await create({ gzip: true, file: archive, cwd: inside }, readdirSync(inside));
    });
    expect((await shown()).backups[0]?.problem).toMatch(/log ends at \d+ instead of 4711/);
    expect(files()).toEqual([]);
  });

  it('B5 cannot be checked by a role that may not create databases: one clear problem', async () => {
    const role = `sunday_backups_${process.pid}`;
    const [here] = await server.db.query<{ name: string }[]>('SELECT current_database() AS name');
    await server.db.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB`);
    await server.db.query(`GRANT CREATE, USAGE ON SCHEMA public TO ${role}`);
    await server.db.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    clean.push(async () => {
      await server.db.query(`DROP OWNED BY ${role}`);
      await server.db.query(`DROP ROLE ${role}`);
    });
    const url = new URL(server.config.databaseUrl ?? '');
    url.username = role;
    expect(url.pathname).toBe(`/${here?.name}`);
    const limited = await startTestServer({
      role: 'web',
      databaseUrl: url.href,
      backups: server.config.backups,
    });
    clean.push(limited.close);
    await turns(limited).run();
    const { backups } = await shown();
    expect(backups.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(new RegExp(`role ${role} may not create databases.*ALTER ROLE ${role} CREATEDB`)),
    ]);
    expect(await alertKeys()).toEqual(['backups/failed']);
    expect(files()).toEqual([]);
  });

  it('B6 of a process that died is cleaned up and listed as failed, and does not run again at once', async () => {
    await turns().run();
    await age(25);
    const work = join(server.config.dataDir, 'backup-work', 'sunday-backup-x');
    mkdirSync(work, { recursive: true });
    writeFileSync(join(work, 'user.copy'), 'half');
    writeFileSync(join(place, '.part-left'), 'half');
    const [{ oid } = { oid: 0 }] = await server.db.query<{ oid: number }[]>(
      'SELECT oid FROM pg_database WHERE datname = current_database()',
    );
    await server.db.query(`CREATE DATABASE sunday_scratch_${oid}_dead`);
    await server.db.query(`UPDATE backup_run SET started_at = now(), step = 'checking'`);
    await turns().run();
    expect(await scratchDatabases()).toEqual([]);
    expect(existsSync(work)).toBe(false);
    const { backups, running } = await shown();
    expect(running).toBeNull();
    expect(backups.map(({ problem }) => problem)).toEqual([expect.stringMatching(/process ended/), null]);
    expect(await alertKeys()).toEqual(['backups/failed']);

    await age(1);
    await turns().run();
    expect(files().filter((name) => name.startsWith('.part-'))).toEqual([]);
    expect(files()).toHaveLength(2);
  });

  it('B6 is made by one process at a time, and ends at once with its process', async () => {
    let second: Promise<void> | null = null;
    const other = await startTestServer({
      role: 'web',
      databaseUrl: server.config.databaseUrl,
      backups: server.config.backups,
    });
    await turns(other)
      .run(async (step) => {
        if (step === 'writing') await turns().run();
        if (step === 'checking') second = other.close();
      })
      .catch((error: unknown) => expect(String(error)).toMatch(/the process stops/));
    await second;
    const { backups, running } = await shown();
    expect([backups, running]).toEqual([[], null]);
    expect(await scratchDatabases()).toEqual([]);
    // no failure: the next worker makes it at once
    await turns().run();
    expect(files()).toHaveLength(1);
    expect(await alertKeys()).toEqual([]);
  });
});

describe('rotation', PATIENT, () => {
  it('B7 keeps the newest, knows what others added or took away, and leaves other files alone', async () => {
    for (let i = 0; i < 4; i++) {
      await turns().run();
      await age(25);
      if (i === 0) {
        // as after a restore: the place has one that the table does not know
        await server.db.query('DELETE FROM backup');
        writeFileSync(join(place, 'sunday.tar.gz'), 'by hand');
        writeFileSync(join(place, 'sunday-live-ffffffff-20261130t214534z-9.tgz'), 'of another installation');
        await server.db.query(
          `INSERT INTO backup (name, taken_at, bytes, rows, verified_at) VALUES ('gone.tgz', now() - interval '2 days', 1, 1, now())`,
        );
      }
    }
    const { backups } = await shown();
    const named = backups.map(({ name }) => name);
    expect(named).not.toContain('gone.tgz');
    expect(
      files()
        .filter((name) => !named.includes(name))
        .sort(),
    ).toEqual(['sunday-live-ffffffff-20261130t214534z-9.tgz', 'sunday.tar.gz']);
    expect(named).toHaveLength(3);
    expect(files()).toHaveLength(5);
  });
});

describe('alerts', PATIENT, () => {
  it('B8 36 hours without a verified backup are one, which ends with the next', async () => {
    await turns().run();
    await age(35);
    // the next turn would make one
    await server.db.query(`INSERT INTO backup (taken_at, problem) VALUES (now(), 'the disk is full')`);
    await turns().run();
    expect(await alertKeys()).toEqual([]);
    await server.db.query(`UPDATE backup SET taken_at = taken_at - interval '1 hour' WHERE problem IS NULL`);
    await turns().run();
    await turns().run();
    expect(await alertKeys()).toEqual(['backups/age']);
    const mails = await server.db.query(`SELECT 1 FROM mail WHERE kind = 'admin-alert'`);
    expect(mails).toHaveLength(1);
    await age(2);
    await turns().run();
    expect(await alertKeys()).toEqual([]);
  });

  it('B8 a backup with less than half of the rows of the one before is one', async () => {
    await turns().run();
    await server.db.query('UPDATE backup SET rows = rows * 3');
    const [name = ''] = files();
    await age(25);
    await turns().run();
    expect(await alertKeys()).toEqual(['backups/rows']);
    expect(files()).toContain(name);
    // rows return
    await server.db.query('UPDATE backup SET rows = 1');
    await age(25);
    await turns().run();
    expect(await alertKeys()).toEqual([]);
  });
});

describe('POST /api/admin/backups', PATIENT, () => {
  it('makes one at the next turn, whatever the age, and is in the audit', async () => {
    await turns().run();
    const answer = await admin.post('/api/admin/backups', { why: 'Before the upgrade' });
    expect(answer.status).toBe(202);
    expect(backupsSchema.parse(answer.body).running).toMatchObject({ step: 'waiting' });
    expect((await admin.post('/api/admin/backups', {})).status).toBe(202);
    const rows = await server.db.query(`SELECT why FROM audit WHERE action = 'backup.make' ORDER BY id`);
    expect(rows).toEqual([{ why: 'Before the upgrade' }, { why: null }]);
    await turns().run();
    await turns().run();
    expect((await shown()).backups).toHaveLength(2);
  });

  it('is refused where no backups are set up', async () => {
    const without = await startTestServer({ role: 'web' });
    clean.push(without.close);
    const other = await anAdmin(without);
    expect(await other.post('/api/admin/backups', {})).toMatchObject({
      status: 409,
      body: { code: 'backups-off' },
    });
    const { body } = await other.get('/api/admin/backups');
    expect(body).toMatchObject({ place: null, next: null, last: null, backups: [] });
    await turns(without).run();
    expect(await without.db.query('SELECT 1 FROM backup')).toEqual([]);
  });
});

describe('in a bucket', PATIENT, () => {
  let bucket: S3Server;
  beforeAll(async () => {
    bucket = await s3Server();
  });
  afterAll(() => bucket.stop());

  it('B5 a backup is uploaded after it was verified, listed again after a loss of the table, and rotated', async () => {
    const far = await startTestServer({
      role: 'web',
      databaseUrl: server.config.databaseUrl,
      backups: { url: bucket.storageUrl, everyHours: 24, keep: 1 },
    });
    clean.push(far.close);
    await turns(far).run();
    const [first] = (await shown()).backups;
    expect(first).toMatchObject({ problem: null, bytes: expect.any(Number) });
    await server.db.query('DELETE FROM backup');
    await server.db.query('UPDATE backup_run SET wanted_at = now()');
    // another second, and so another name
    await expect
      .poll(() => new Date().toISOString().slice(0, 19) > (first?.takenAt.slice(0, 19) ?? ''))
      .toBe(true);
    await turns(far).run(async (step) => {
      if (step !== 'checking') return;
      const { backups } = await shown();
      expect(backups).toMatchObject([{ name: first?.name, bytes: first?.bytes, rows: first?.rows }]);
    });
    const { backups } = await shown();
    expect(backups).toHaveLength(1);
    expect(backups[0]?.name).not.toBe(first?.name);
  });

  it('B8 a bucket that is away is the reason of a failure', async () => {
    const away = await startTestServer({
      role: 'web',
      databaseUrl: server.config.databaseUrl,
      backups: {
        url: 's3://key:secret@backups?endpoint=http%3A%2F%2F127.0.0.1%3A9',
        everyHours: 24,
        keep: 1,
      },
    });
    clean.push(away.close);
    await turns(away).run();
    const { backups } = await shown();
    expect(backups).toMatchObject([{ name: null, problem: expect.stringMatching(/ECONNREFUSED|connect/) }]);
    expect(await alertKeys()).toEqual(['backups/failed']);
  });
});

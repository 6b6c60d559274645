import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { reportSummariesSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chores } from '../../platform/work/chores.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Caller, manyPlayers } from '../calendar/testing/api.js';
import { KEPT_DAYS, ReportRetention } from './report-retention.js';
import { ReportSchedule } from './report-schedule.js';
import { aLeague, fillCards, playSeason } from './testing/played-season.js';
import { ask, reaches } from './testing/report-calls.js';

let server: TestServer;
let players: Caller[];
let ann: Caller;
let league: string;
let schedule: ReportSchedule;

beforeAll(async () => {
  server = await startTestServer();
  // the tests start the chores
  await server.db.query(
    `INSERT INTO ticker (name, due_at) SELECT name, now() + interval '1 day'
     FROM unnest('{report-weekly,report-warm-up,report-retention}'::text[]) AS name
     ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`,
  );
  players = await manyPlayers(server, 4);
  [ann] = players as [Caller, ...Caller[]];
  await playSeason(server.db, 3);
  await fillCards(
    server.db,
    players.map(({ id }) => id),
  );
  league = await aLeague(server.db, players);
  schedule = server.app.get(ReportSchedule);
});
afterAll(async () => {
  await server.close();
});

const mine = async (who: Caller) => reportSummariesSchema.parse((await who.get('/api/reports')).body);
const endWeek = (week: number) =>
  server.db.query(
    `UPDATE game SET state = 'post', home_score = 20, away_score = 10, locked_at = now() WHERE week = $1`,
    [week],
  );

describe('the report of the week', () => {
  it('is made for subscribers, once after each week that ends', async () => {
    const path = `/api/leagues/${league}/weekly-report`;
    expect((await ann.get(path)).body).toEqual({ on: false });
    expect((await ann.put(path, { on: true })).body).toEqual({ on: true });
    await schedule.weekly();
    // weeks that were over before are not reported
    expect(await mine(ann)).toEqual([]);
    await endWeek(4);
    await Promise.all([schedule.weekly(), schedule.weekly()]);
    await schedule.weekly();
    const [report, ...more] = await mine(ann);
    expect(more).toEqual([]);
    expect(report).toMatchObject({ kind: 'weekly', league: { id: league } });
    expect(report?.players.map(({ id }) => id).sort()).toEqual(players.map(({ id }) => id).sort());
    expect(report?.players[0]?.id).toBe(ann.id);
    expect(await mine(players[1] as Caller)).toEqual([]);
    await reaches(ann, report?.id ?? '', 'complete');
    await ann.put(path, { on: false });
    await endWeek(5);
    await schedule.weekly();
    expect(await mine(ann)).toHaveLength(1);
  });

  it('of a league that is not mine does not exist', async () => {
    const [stranger] = await manyPlayers(server, 1);
    expect((await stranger?.get(`/api/leagues/${league}/weekly-report`))?.status).toBe(404);
    expect((await stranger?.put(`/api/leagues/${league}/weekly-report`, { on: true }))?.status).toBe(404);
    expect((await ann.put(`/api/leagues/${league}/weekly-report`, { on: 'yes' })).status).toBe(422);
  });
});

describe('the nightly groundwork', () => {
  it('makes what the players of a league share, and a report finds it made', async () => {
    await server.db.query('DELETE FROM report_common');
    await schedule.warmUp();
    const warm = async () => {
      const [row] = await server.db.query<{ open: number; failed: number }[]>(
        `SELECT count(*) FILTER (WHERE state IN ('queued', 'running')) AS open, count(*) FILTER (WHERE state = 'failed') AS failed
         FROM report_task t JOIN report r ON r.id = t.report WHERE r.kind = 'warm-up'`,
      );
      return row;
    };
    await expect.poll(warm, { timeout: 25_000 }).toEqual({ open: 0, failed: 0 });
    const made = () =>
      server.db.query('SELECT input, section, created_at FROM report_common ORDER BY section');
    const before = await made();
    expect(before).toHaveLength(5);
    const id = await ask(ann, { players: [ann.id] });
    await reaches(ann, id, 'complete');
    expect(await made()).toEqual(before);
    // prepared parts have no owner
    expect((await mine(ann)).every(({ kind }) => kind === 'asked' || kind === 'weekly')).toBe(true);
  });
});

describe('chores', () => {
  it('are done by one of many workers', async () => {
    await server.db.query(`UPDATE ticker SET due_at = now() WHERE name = 'report-warm-up'`);
    const count = async () =>
      (await server.db.query<unknown[]>(`SELECT 1 FROM report WHERE kind = 'warm-up'`)).length;
    const before = await count();
    const chores = server.app.get(Chores, { strict: false });
    await Promise.all([chores.runDue(), chores.runDue(), chores.runDue()]);
    expect(await count()).toBe(before + 1);
  });

  it('remove old reports and what nobody refers to, and nothing else', async () => {
    const keep = await ask(ann, { players: [ann.id, players[1]?.id] });
    const old = await ask(ann, { players: [ann.id, players[2]?.id] });
    await Promise.all([reaches(ann, keep, 'complete'), reaches(ann, old, 'complete')]);
    for (const id of [keep, old]) await ann.get(`/api/reports/${id}/document`);
    await server.db.query(`UPDATE report SET created_at = now() - make_interval(days => $2) WHERE id = $1`, [
      old,
      KEPT_DAYS + 1,
    ]);
    const root = join(server.config.dataDir, 'reports');
    const files = () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    const of = (id: string) => files().filter((path) => path.includes(id)).length;
    const whole = of(keep);
    expect(whole).toBe(21);
    const retention = server.app.get(ReportRetention);
    await retention.run();
    // young objects may belong to unfinished work
    expect(of(old)).toBe(21);
    for (const path of files()) utimesSync(path, 1_000, 1_000);
    await retention.run();
    expect(of(old)).toBe(0);
    expect(of(keep)).toBe(whole);
    expect((await ann.get(`/api/reports/${old}`)).status).toBe(404);
    expect((await ann.get(`/api/reports/${keep}/document`)).status).toBe(200);
  });
});

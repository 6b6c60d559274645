import { aboutSection, SECTIONS } from '@sunday-live/analysis';
import { reportEventSchema } from '@sunday-live/contract';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller, manyPlayers, problemCodes } from '../calendar/testing/api.js';
import { TaskLimits } from './report-task.js';
import { MOST_ATTEMPTS } from './report-task.sql.js';
import { aLeague, fillCards, playSeason } from './testing/played-season.js';
import { ask, documentOf, reaches, report } from './testing/report-calls.js';

/** The progress of a finished report on two players. */
const both = (queue?: 'fast' | 'slow') => {
  const total =
    2 * SECTIONS.filter((name) => queue === undefined || aboutSection(name).queue === queue).length;
  return { done: total, total };
};
/** The sections of a report on one player: all except those that compare several. */
const alone = SECTIONS.filter((name) => !aboutSection(name).several).length;

let server: TestServer;
let ann: Caller;
let ben: Caller;
let outsider: Caller;
let others: Caller[];
let league: string;

/** Nine weeks of the real season 2024 are over; a league of ten. No Redis: the queues are in PostgreSQL. */
beforeAll(async () => {
  server = await startTestServer();
  ann = await aPlayer(server.url, { name: 'Ann' });
  [ben, outsider, ...others] = (await manyPlayers(server, 10)) as [Caller, Caller, ...Caller[]];
  await playSeason(server.db, 9);
  const members = [ann, ben, ...others];
  await fillCards(
    server.db,
    [...members, outsider].map(({ id }) => id),
  );
  league = await aLeague(server.db, members);
});
afterAll(async () => {
  await server.close();
});

/**
 * Returns the document after a task has changed; an older worker that is storing the whole document may finish first.
 */
const incomplete = (id: string, change: string, section: string) =>
  until(async () => {
    await server.db.query(`UPDATE report_task SET ${change} WHERE report = $1 AND section = $2`, [
      id,
      section,
    ]);
    await server.db.query('UPDATE report SET document_sha256 = NULL WHERE id = $1', [id]);
    const document = await documentOf(ann, id);
    return document.missing.length > 0 ? document : null;
  });

describe('a report', () => {
  it('opens with the fast sections, completes with the slow ones, is stored once and served from there', async () => {
    const socket = io(`${server.url}/live`, {
      transports: ['websocket'],
      extraHeaders: { cookie: ann.cookie, origin: server.config.publicUrl },
    });
    const news: unknown[] = [];
    socket.on('report', (event) => news.push(event));
    await until(() => socket.connected);
    const id = await ask(ann, { players: [ann.id, ben.id] });
    const ready = await reaches(ann, id, 'ready', 'complete');
    expect(ready.progress.fast).toEqual(both('fast'));
    expect(ready.league).toEqual({ id: league, name: 'Kitchen Table' });
    const complete = await reaches(ann, id, 'complete');
    expect(complete.progress).toEqual({ ...both(), fast: both('fast'), slow: both('slow') });
    for (const task of complete.tasks) {
      expect(task).toMatchObject({ state: 'done', attempts: 1, startedAt: expect.any(String) });
      expect(Date.parse(task.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(task.startedAt ?? ''));
    }
    const document = await documentOf(ann, id);
    expect(document.missing).toEqual([]);
    expect(document.sections.map(({ player, name }) => [player, name])).toEqual(
      [ann.id, ben.id].flatMap((player) => SECTIONS.map((name) => [player, name])),
    );
    const stored = await fetch(`${server.url}/api/reports/${id}/document`, {
      headers: { cookie: ann.cookie },
    });
    const tag = stored.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    const again = await fetch(`${server.url}/api/reports/${id}/document`, {
      // without this header fetch would request the whole document again
      headers: { cookie: ann.cookie, 'if-none-match': tag, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    await until(() => news.some((event) => reportEventSchema.parse(event).state === 'complete'));
    expect(news.every((event) => reportEventSchema.parse(event).id === id)).toBe(true);
    socket.disconnect();
  });

  it('lists what is missing while a task has not been done', async () => {
    const id = await ask(ann, { players: [ann.id] });
    await reaches(ann, id, 'complete');
    const document = await incomplete(id, `state = 'failed', error = 'It took too long.'`, 'luck');
    expect(document.missing).toEqual([
      { player: ann.id, name: 'luck', title: 'Luck', queue: 'slow', state: 'failed' },
    ]);
    expect(document.sections).toHaveLength(alone - 1);
    expect(await report(ann, id)).toMatchObject({
      state: 'failed',
      progress: { done: alone - 1, total: alone },
    });
    // only the failed task runs again
    const before = new Map((await report(ann, id)).tasks.map(({ name, finishedAt }) => [name, finishedAt]));
    expect((await ann.post(`/api/reports/${id}/retry`)).status).toBe(202);
    const after = await reaches(ann, id, 'complete');
    for (const { name, finishedAt } of after.tasks) {
      if (name === 'luck') expect(finishedAt).not.toBe(before.get(name));
      else expect(finishedAt).toBe(before.get(name));
    }
    expect((await documentOf(ann, id)).missing).toEqual([]);
    expect((await ann.post(`/api/reports/${id}/retry`)).body).toMatchObject({ code: 'nothing-to-retry' });
  });

  it('does a task again whose partial document was lost', async () => {
    const id = await ask(ann, { players: [ben.id] });
    await reaches(ann, id, 'complete');
    const document = await incomplete(id, `partial_sha256 = repeat('0', 64)`, 'picks');
    expect(document.missing.map(({ name }) => name)).toEqual(['picks']);
    await reaches(ann, id, 'complete');
    expect((await documentOf(ann, id)).missing).toEqual([]);
  });

  it('shows no pick of a game that is not locked, in no document and nowhere in storage', async () => {
    const id = await ask(ann, { players: others.slice(0, 2).map((one) => one.id) });
    await reaches(ann, id, 'complete');
    const [row] = await server.db.query<{ input: string }[]>('SELECT input FROM report WHERE id = $1', [id]);
    const { readFile } = await import('node:fs/promises');
    const input: { members: { cards: { week: number }[] }[] } = JSON.parse(
      await readFile(`${server.config.dataDir}/reports/inputs/${row?.input}.json`, 'utf8'),
    );
    const weeks = new Set(input.members.flatMap(({ cards }) => cards.map(({ week }) => week)));
    // everybody has a card of week 10, which is open
    expect([...weeks].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(input.members).toHaveLength(10);
  });
});

describe('asking', () => {
  it('twice within a minute for the same gives the same report, in whatever order', async () => {
    const body = { players: [ben.id, ann.id], league: 'everyone' };
    const [one, two] = await Promise.all([ask(ann, body), ask(ann, body)]);
    expect(two).toBe(one);
    expect(await ask(ann, { ...body, players: [ann.id, ben.id, ann.id] })).toBe(one);
    expect(await ask(ben, body)).not.toBe(one);
    expect((await report(ann, one)).players.map(({ id }) => id)).toEqual([ben.id, ann.id]);
  });

  it('compares in the smallest league that holds everybody, else among all', async () => {
    const id = await ask(ann, { players: [ann.id, outsider.id] });
    expect((await report(ann, id)).league.id).toBe('everyone');
  });

  it.each([
    [{}],
    [{ players: [] }],
    [{ players: Array.from({ length: 9 }, (_, i) => `p${i}`) }],
    [{ players: ['../../etc/passwd'] }],
    [{ players: [1] }],
    [{ players: ['x'], owner: 'y' }],
  ])('refuses %j', async (body) => {
    const answer = await ann.post('/api/reports', body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  });

  it('refuses players of another league, leagues that are not mine, and seasons that nobody knows', async () => {
    const stranger = await ann.post('/api/reports', { players: [outsider.id], league });
    expect(stranger.status).toBe(422);
    expect(problemCodes(stranger)).toEqual(['unknown-player']);
    const foreign = await outsider.post('/api/reports', { players: [outsider.id], league });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const past = await ann.post('/api/reports', { players: [ann.id], season: 1999 });
    expect(past).toMatchObject({ status: 404, body: { code: 'unknown-season' } });
    expect((await aVisitor(server.url).post('/api/reports', { players: [ann.id] })).status).toBe(401);
  });
});

describe('a report of somebody else', () => {
  it('does not exist, unless it is shared with the members of its league', async () => {
    const id = await ask(ann, { players: [ann.id, others[0]?.id] });
    await reaches(ann, id, 'complete');
    const calls = (who: Caller) => [
      who.get(`/api/reports/${id}`),
      who.get(`/api/reports/${id}/document`),
      who.post(`/api/reports/${id}/retry`),
      who.post(`/api/reports/${id}/rebuild`),
      who.put(`/api/reports/${id}/share`, { shared: true }),
      who.delete(`/api/reports/${id}`),
    ];
    for (const who of [ben, outsider]) {
      for (const answer of await Promise.all(calls(who))) expect(answer.status).toBe(404);
    }
    expect((await ann.put(`/api/reports/${id}/share`, { shared: true })).status).toBe(204);
    expect(await report(ben, id)).toMatchObject({ own: false, shared: true });
    expect((await documentOf(ben, id)).report).toBe(id);
    expect((await outsider.get(`/api/reports/${id}`)).status).toBe(404);
    // a link only allows reading
    for (const answer of await Promise.all(calls(ben).slice(2))) expect(answer.status).toBe(404);
    expect((await ben.get('/api/reports')).text).not.toContain(id);
    await ann.put(`/api/reports/${id}/share`, { shared: false });
    expect((await ben.get(`/api/reports/${id}`)).status).toBe(404);
  });
});

describe('cancelling', () => {
  it('stops a running report, which a retry continues; removes a finished one', async () => {
    const id = await ask(ann, { players: others.map((one) => one.id) });
    expect((await ann.delete(`/api/reports/${id}`)).status).toBe(204);
    const cancelled = await report(ann, id);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.tasks.every(({ state }) => state === 'cancelled' || state === 'done')).toBe(true);
    expect((await ann.post(`/api/reports/${id}/retry`)).status).toBe(202);
    await reaches(ann, id, 'complete');
    expect((await ann.delete(`/api/reports/${id}`)).status).toBe(204);
    expect((await ann.get(`/api/reports/${id}`)).status).toBe(404);
  });
});

describe('a task that takes too long', () => {
  it('is stopped, tried again and fails for good; the rest of the report is there, and a retry completes it', async () => {
    const limits = server.app.get(TaskLimits, { strict: false });
    const { slow } = limits;
    limits.slow = 1;
    await server.db.query(`UPDATE report SET created_at = created_at - interval '5 minutes'`);
    const id = await ask(ann, { players: [ben.id], league });
    const failed = await reaches(ann, id, 'failed').finally(() => {
      limits.slow = slow;
    });
    expect(failed.progress.fast.done).toBe(failed.progress.fast.total);
    const late = failed.tasks.filter(({ state }) => state === 'failed');
    expect(late.length).toBeGreaterThan(0);
    for (const task of late)
      expect(task).toMatchObject({ queue: 'slow', attempts: MOST_ATTEMPTS, error: 'It took too long.' });
    expect((await documentOf(ann, id)).sections).toHaveLength(failed.progress.total - late.length);
    expect((await ann.post(`/api/reports/${id}/retry`)).status).toBe(202);
    await reaches(ann, id, 'complete');
  }, 180_000);
});

describe('a change of what was counted', () => {
  it('marks a report as outdated, and it can be built again at once', async () => {
    const id = await ask(ann, { players: [ann.id], league });
    await reaches(ann, id, 'complete');
    expect((await report(ann, id)).outdated).toBe(false);
    const [game] = await server.db.query<{ id: string }[]>(
      'SELECT id FROM game WHERE week = 3 ORDER BY id LIMIT 1',
    );
    await server.db.query('UPDATE game SET home_score = home_score + 50 WHERE id = $1', [game?.id]);
    expect((await report(ann, id)).outdated).toBe(true);
    const { body } = await ann.post(`/api/reports/${id}/rebuild`);
    const { id: fresh } = body as { id: string };
    expect(fresh).not.toBe(id);
    await reaches(ann, fresh, 'complete');
    expect((await report(ann, fresh)).outdated).toBe(false);
    const points = async (of: string) =>
      (await documentOf(ann, of)).sections.find(({ name }) => name === 'weeks')?.charts[0]?.series[1]
        ?.values[2];
    expect(await points(fresh)).not.toBe(await points(id));
    await server.db.query('UPDATE game SET home_score = home_score - 50 WHERE id = $1', [game?.id]);
  });

  it.each([
    ['the score of a game that was under way', 'away_score = away_score + 7'],
    ['its end', "state = 'post'"],
  ])('%s is one', async (_, change) => {
    const [game] = await server.db.query<{ id: string; away_score: number }[]>(
      'SELECT id, away_score FROM game WHERE week = 9 ORDER BY id LIMIT 1',
    );
    await server.db.query(`UPDATE game SET state = 'in' WHERE id = $1`, [game?.id]);
    const id = await ask(ann, { players: [ann.id, ben.id], league });
    await reaches(ann, id, 'complete');
    expect((await report(ann, id)).outdated).toBe(false);
    await server.db.query(`UPDATE game SET ${change} WHERE id = $1`, [game?.id]);
    expect((await report(ann, id)).outdated).toBe(true);
    await server.db.query(`UPDATE game SET state = 'post', away_score = $2 WHERE id = $1`, [
      game?.id,
      game?.away_score,
    ]);
  });

  it('a corrected card of the league is one, of somebody else it is not', async () => {
    const id = await ask(ann, { players: [ann.id], league });
    await reaches(ann, id, 'complete');
    const [season] = await server.db.query<{ season: number; season_type: number }[]>(
      'SELECT season, season_type FROM report WHERE id = $1',
      [id],
    );
    const correct = (player: string) =>
      server.db.query(
        `INSERT INTO card_correction (player, season, season_type, week, by_name, why, after)
         VALUES ($1, $2, $3, 3, 'Admin', 'A slip', '{}')`,
        [player, season?.season, season?.season_type],
      );
    const [stranger] = await server.db.query<{ id: string }[]>(
      'SELECT id FROM "user" u WHERE NOT EXISTS (SELECT 1 FROM league_member m WHERE m.player = u.id AND m.league = $1)',
      [league],
    );
    await correct(stranger?.id ?? '');
    expect((await report(ann, id)).outdated).toBe(false);
    await correct(ben.id);
    expect((await report(ann, id)).outdated).toBe(true);
  });
});

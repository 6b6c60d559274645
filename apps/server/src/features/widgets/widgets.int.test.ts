import { widgetSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';

let server: TestServer;
let ann: Caller;
let ben: Caller;
let league: string;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await lockAtKickOff(server.db);
  [ann, ben] = await Promise.all([
    aPlayer(server.url, { name: 'Ann', team: 'MIN' }),
    aPlayer(server.url, { name: 'Ben' }),
  ]);
  await saw('pre', 0);
  const picks = { '1': 'away', '2': 'home' };
  for (const who of [ann, ben]) {
    const banker = '1';
    expect((await who.put('/api/me/cards/8', { picks, banker, joker: false })).status).toBe(200);
  }
});
afterAll(() => server.close());

beforeEach(async () => {
  const made = await ann.post('/api/leagues', { name: 'Club', visibility: 'open' });
  league = (made.body as { id: string }).id;
});

const saw = (state: 'pre' | 'in', awayScore: number) =>
  feed(
    server.app,
    anAnswer([
      aGame('1', { away: 'MIN', home: 'LAR', state, awayScore, detail: 'Q1 5:00' }),
      aGame('2', { kickoff: new Date(Date.now() + 4 * 3_600_000) }),
    ]),
  );
const visitor = () => aVisitor(server.url);
const widget = () => visitor().get(`/api/widgets/${league}`);
const change = (what: object) => ann.patch(`/api/leagues/${league}`, what);

describe('W1: a widget shows', () => {
  it('nothing before the commissioner allows it, nor of a league that is not open, nor when it is taken back', async () => {
    expect(await widget()).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await ben.patch(`/api/leagues/${league}`, { widget: true })).toMatchObject({ status: 404 });
    expect((await change({ widget: true })).body).toMatchObject({ widget: true });
    expect((await widget()).status).toBe(200);
    await change({ visibility: 'code' });
    expect((await widget()).status).toBe(404);
    await change({ visibility: 'open' });
    expect((await widget()).status).toBe(200);
    await change({ widget: false });
    expect((await widget()).status).toBe(404);
    for (const other of ['everyone', 'no-such-league', "';--"]) {
      expect((await visitor().get(`/api/widgets/${other}`)).status, other).toBe(404);
    }
  });

  it('the first places of the week and what is being played, as they are now, and nothing else', async () => {
    await change({ widget: true });
    const seen = async () => z.strictObject(widgetSchema.shape).parse((await widget()).body);
    expect(await seen()).toMatchObject({ name: 'Club', week: 8, players: 1, games: [] });
    await ben.put(`/api/leagues/${league}/members/me`, {});
    await saw('in', 7);
    expect(await seen()).toEqual({
      name: 'Club',
      season: 2024,
      type: 'regular',
      week: 8,
      unofficial: true,
      players: 2,
      rows: [
        { rank: 1, shared: true, name: 'Ann', team: 'MIN', points: 14 },
        { rank: 1, shared: true, name: 'Ben', team: null, points: 14 },
      ],
      games: [{ id: '1', away: 'MIN', home: 'LAR', awayScore: 7, homeScore: 0, detail: 'Q1 5:00' }],
    });
    await saw('in', 14);
    expect((await seen()).rows[0]?.points).toBe(28);
    await change({ name: 'Club of Fame' });
    expect((await seen()).name).toBe('Club of Fame');
    // stream, members and cards stay hidden
    for (const path of ['', '/live', '/standings', '/cards/8', '/history/8']) {
      const headers = { 'x-requested-with': 'sunday-live' };
      expect((await visitor().get(`/api/leagues/${league}${path}`, headers)).status, path).toBe(401);
    }
  });

  it('is answered from caches, and with 304 to clients that have it', async () => {
    await change({ widget: true });
    const address = `${server.url}/api/widgets/${league}`;
    const first = await fetch(address);
    expect(first.headers.get('cache-control')).toBe('public, max-age=5');
    const again = await fetch(address, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });
});

describe('W2: frames', () => {
  it('only the page of a widget may be framed by other sites', async () => {
    const headersOf = async (path: string) => {
      const { headers } = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      return [/frame-ancestors ([^;]+)/.exec(policy)?.[1], headers.get('x-frame-options'), policy];
    };
    const [ancestors, options, policy] = await headersOf(`/widget/${league}`);
    expect([ancestors, options]).toEqual(['*', null]);
    expect(policy).toContain("script-src 'self';");
    for (const path of [
      '/',
      '/live',
      '/widget',
      `/widget/${league}/more`,
      '/widget.html',
      `/leagues/${league}`,
      `/api/widgets/${league}`,
    ]) {
      expect((await headersOf(path)).slice(0, 2), path).toEqual(["'none'", 'SAMEORIGIN']);
    }
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { DEMO_ACCOUNTS } from '../auth/player-accounts.js';
import { aGame, anAnswer, feed } from '../calendar/testing/slate-fixture.js';
import type { GameObservation } from '../slate/observation.js';
import { SlateService } from '../slate/slate.service.js';
import { resetDemo, seedDemo } from './demo.js';

const seasonSchema = z.object({
  weeks: z.array(
    z.object({
      week: z.number(),
      games: z.array(
        z.object({
          id: z.string(),
          kickoff: z.string(),
          away: z.string(),
          home: z.string(),
          awayScore: z.number(),
          homeScore: z.number(),
        }),
      ),
    }),
  ),
});

/** The weeks up to week 8 of 2024, as they were before the Sunday of week 8. */
function schedule(): GameObservation[] {
  const file = new URL('../../../../replay/data/season-2024.json', import.meta.url);
  return seasonSchema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .weeks.filter(({ week }) => week <= 8)
    .flatMap(({ week, games }) =>
      games.map(({ id, kickoff, ...game }) => {
        const over = kickoff < '2024-10-27T00:00';
        const result = over ? { state: 'post' as const } : { awayScore: 0, homeScore: 0 };
        return aGame(id, { ...game, ...result, week, kickoff: new Date(kickoff) });
      }),
    );
}

let server: TestServer;
const count = async (what: string): Promise<number> => {
  const [row] = await server.db.query<{ count: number }[]>(`SELECT count(*) AS count FROM ${what}`);
  return row?.count ?? 0;
};
const signIn = (account: { email: string; password: string }): Promise<Response> =>
  fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });

beforeAll(async () => {
  server = await startTestServer({ role: 'web', demo: true });
});
afterAll(async () => {
  await server.close();
});

describe('seeding the demo', () => {
  it('waits for the schedule, then fills the database once', async () => {
    const games = schedule();
    const told: string[] = [];
    const seeded = seedDemo(server.app, (message) => told.push(message));
    await feed(server.app, anAnswer(games.filter((game) => game.week === 8)));
    await expect.poll(() => told).toContain('reading the schedule: 1 of 8 weeks');
    expect(await count('"user"')).toBe(0);
    await feed(server.app, anAnswer(games));
    const started = performance.now();
    await seeded;
    expect(performance.now() - started).toBeLessThan(10_000);
    const players = await count('"user"');
    expect(players).toBeGreaterThanOrEqual(58);
    expect(await count('card')).toBeGreaterThan(players * 7);

    await seedDemo(server.app);
    expect(await count('"user"')).toBe(players);
  });

  it('offers two accounts that can sign in, a player and an admin', async () => {
    const offered: unknown = await (await fetch(`${server.url}/api/demo`)).json();
    expect(offered).toEqual({ accounts: DEMO_ACCOUNTS });
    for (const account of DEMO_ACCOUNTS) {
      const answer = await signIn(account);
      expect(answer.status).toBe(200);
      // visitors share this account, so its pages show times in the zone of the device
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
      const me: unknown = await (await fetch(`${server.url}/api/me`, { headers: { cookie } })).json();
      expect(me).toMatchObject({ email: account.email, demo: true });
    }
    expect(await count(`"user" WHERE role = 'admin'`)).toBe(1);
  });

  it('starts a new epoch of the log, so that nodes read everything again', async () => {
    expect(await count('slate_event')).toBe(0);
  });
});

describe('the Sunday played again', () => {
  it('resets the day, keeps cards and locks, and refuses an earlier poll', async () => {
    const [before] = await server.db.query<{ epoch: string; fence: number }[]>('SELECT * FROM slate_stream');
    const cards = await count('card');
    await server.db.query('UPDATE game SET locked_at = now() WHERE week = 8');
    const sunday = schedule().filter((game) => game.week === 8 && game.kickoff > '2024-10-27T00:00');
    const ended = sunday
      .filter((game) => game.kickoff < '2024-10-28T12:00')
      .map((game) => ({ ...game, state: 'post' as const, awayScore: 20, homeScore: 17 }));
    await feed(server.app, anAnswer(ended));
    const stale = { season: null, seasonType: null, week: null, games: ended };

    await server.db.query('UPDATE slate_stream SET fence = 7');
    await resetDemo(server.app);

    const [after] = await server.db.query<{ epoch: string; fence: number }[]>('SELECT * FROM slate_stream');
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(await count('slate_event')).toBe(0);
    expect(await count('card')).toBe(cards);
    expect(await count(`game WHERE week = 8 AND state = 'pre' AND away_score = 0`)).toBe(sunday.length);
    expect(await count('game WHERE week = 8 AND locked_at IS NULL')).toBe(0);
    expect(await count(`game WHERE week = 8 AND state = 'post'`)).toBe(1);
    const slate = server.app.get(SlateService, { strict: false });
    await expect(slate.apply(stale, 7)).rejects.toThrow('stale');
    expect(
      (await slate.apply(anAnswer(sunday.slice(0, 1).map((game) => ({ ...game, state: 'in' }))), 8)).events,
    ).toBe(1);
  });
});

describe('outside the demo', () => {
  it('nobody signs in with its accounts', async () => {
    const outside = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
    try {
      expect(await (await fetch(`${outside.url}/api/demo`)).json()).toEqual({ accounts: [] });
      for (const account of DEMO_ACCOUNTS) expect((await signIn(account)).status).toBe(401);
    } finally {
      await outside.close();
    }
  });
});

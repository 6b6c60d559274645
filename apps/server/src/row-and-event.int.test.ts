import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Answer, aPlayer, aVisitor, type Caller } from './features/calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from './features/calendar/testing/slate-fixture.js';
import { ResultsTurns } from './features/official-results/results-turns.js';
import { PlayerLog } from './features/slate/player-log.js';
import { Bus } from './platform/bus/bus.js';
import { startTestServer, type TestServer } from './testing/test-server.js';

/**
 * A changed row and its event are committed together: whatever fails between the first statement of a change and the
 * answer to its commit, either both exist or neither.
 */

/** A change that writes rows and appends an event of one kind. */
interface Writer {
  readonly event: string;
  /** Prepares the change. */
  prepare?(): Promise<unknown>;
  act(): Promise<Answer>;
  /** Reads the changed rows. */
  readonly rows: string;
}

let server: TestServer;
/** Reads the database, and ends other connections. */
let outside: pg.Client;
let admin: Caller;
let ann: Caller;
let league: { id: string; code: string };
let turn = 0;

const CARD = { picks: { 1: 'away', 2: 'home' }, banker: '1', joker: false };
const leave = () => ann.delete(`/api/leagues/${league.id}/members/me`);
const join = () => ann.post('/api/leagues/join', { code: league.code });
const MEMBERS = 'SELECT player FROM league_member ORDER BY 1';

const WRITERS: Readonly<Record<string, Writer>> = {
  'a card is saved': {
    event: 'card',
    prepare: () => server.db.query('DELETE FROM card'),
    act: () => ann.put('/api/me/cards/8', CARD),
    rows: 'SELECT * FROM card ORDER BY n, week',
  },
  'a player is renamed': {
    event: 'player',
    act: () => ann.patch('/api/me', { name: `Ann ${turn}` }),
    rows: 'SELECT name FROM "user" ORDER BY n',
  },
  'somebody signs up': {
    event: 'player',
    act: () =>
      aVisitor(server.url).post('/api/auth/sign-up/email', {
        name: 'New',
        email: `new${turn}@test.example`,
        password: 'correct horse',
      }),
    rows: 'SELECT id FROM "user" ORDER BY n',
  },
  'a player joins a league': {
    event: 'member',
    prepare: leave,
    act: join,
    rows: MEMBERS,
  },
  'a player leaves a league': {
    event: 'member-left',
    prepare: join,
    act: leave,
    rows: MEMBERS,
  },
  'a league is made': {
    event: 'member',
    act: () => ann.post('/api/leagues', { name: `League ${turn}` }),
    rows: 'SELECT id FROM league ORDER BY 1',
  },
  'an announcement is posted': {
    event: 'announcement',
    act: () => admin.post('/api/admin/announcements', { title: `Hear ${turn}`, body: 'this' }),
    rows: 'SELECT id FROM announcement ORDER BY 1',
  },
  // games are locked from here on
  'an admin changes the season, and what was due locks first': {
    event: 'lock',
    prepare: () =>
      server.db.query(
        `UPDATE game SET locked_at = NULL, kickoff = now() - interval '1 minute' WHERE id = '2'`,
      ),
    act: () => admin.patch('/api/admin/season', { forcedJokers: turn % 2 === 0 }),
    rows: 'SELECT id, locked_at FROM game ORDER BY id',
  },
  'an admin corrects a card': {
    event: 'card',
    prepare: async () => {
      await server.db.query('UPDATE game SET locked_at = now()');
      await server.db.query('DELETE FROM card');
    },
    act: () => admin.put(`/api/admin/cards/${ann.id}/8`, { ...CARD, why: `Turn ${turn}` }),
    rows: 'SELECT player, week, picks FROM card_in_words ORDER BY player, week',
  },
  'an admin confirms what the checks have held back': {
    event: 'results',
    prepare: async () => {
      await server.db.query(`UPDATE game SET state = 'post', away_score = 0, home_score = 0`);
      await server.db.query('DELETE FROM week_result');
      await server.app.get(ResultsTurns, { strict: false }).run();
    },
    act: () => admin.post('/api/admin/results/8/confirm', { why: `Turn ${turn}` }),
    rows: 'SELECT week, state, accepted FROM week_result ORDER BY week',
  },
};

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  outside = new pg.Client({ connectionString: server.config.databaseUrl ?? '' });
  await outside.connect();
  await lockAtKickOff(server.db);
  [admin, ann] = [await aPlayer(server.url), await aPlayer(server.url)];
  const owner = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await feed(server.app, anAnswer([aGame('1'), aGame('2')]));
  const made = await owner.post('/api/leagues', { name: 'All of us' });
  league = z.object({ id: z.string(), code: z.string() }).parse(made.body);
}, 60_000);
afterAll(async () => {
  await outside.end();
  await server.close();
});

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const plain = pg.Client.prototype.query as Query;
/** Replaces a query of any connection; null: queries are not replaced. */
let instead: Query | null = null;
// patch before the server opens its connections
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  return (instead ?? plain).apply(this, args);
} as typeof pg.Client.prototype.query;
afterEach(() => {
  instead = null;
});

/**
 * Ends the connection at the nth statement of the writing transactions: before it runs or, with `after`, when it has
 * run, so that its answer is lost.
 * @returns the statements seen
 */
function breakAt(nth: number, after: boolean): string[] {
  const seen: string[] = [];
  const writing = new WeakSet<pg.Client>();
  instead = async function (...args) {
    const text =
      typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string } | undefined)?.text);
    if (/^(start transaction|begin)$/i.test(text)) writing.add(this);
    if (!writing.has(this)) return plain.apply(this, args);
    if (/^(commit|rollback)$/i.test(text)) writing.delete(this);
    seen.push(text);
    if (seen.length - 1 !== nth) return plain.apply(this, args);
    if (after) await plain.apply(this, args);
    const { processID } = this as unknown as { processID: number };
    await outside.query('SELECT pg_terminate_backend($1, 5000)', [processID]);
    return plain.call(this, 'SELECT 1');
  };
  return seen;
}

describe('row and event, when the connection is lost at any step', () => {
  it.each(Object.entries(WRITERS))(
    '%s: both or neither',
    async (_, { event, prepare, act, rows }) => {
      const state = async () => {
        instead = null;
        const { rows: counted } = await outside.query<{ events: string }>(
          'SELECT count(*) AS events FROM slate_event WHERE kind = $1',
          [event],
        );
        return { rows: JSON.stringify((await outside.query(rows)).rows), events: counted[0]?.events };
      };
      let steps: readonly string[] = [''];
      for (let nth = -1; nth < steps.length; nth += 1) {
        for (const after of /^commit$/i.test(steps[nth] ?? '') ? [false, true] : [false]) {
          turn += 1;
          await prepare?.();
          const before = await state();
          const seen = breakAt(nth, after);
          const answer = await act();
          const now = await state();
          if (nth < 0) {
            // nothing is broken yet: this run counts the steps
            steps = [...seen];
            expect([answer.status < 300, steps.length > 2], answer.text).toEqual([true, true]);
          }
          await server.app.get(PlayerLog, { strict: false }).appendMissing();
          const repaired = await state();
          const at = `${after ? 'after' : 'before'} ${seen[nth]}: ${answer.status}`;
          expect(repaired.events !== before.events, at).toBe(now.rows !== before.rows);
          if (answer.status < 300) expect(now.rows, at).not.toBe(before.rows);
          else expect([answer.status, problemOf(answer)], at).toEqual([503, 'unavailable']);
        }
      }
    },
    120_000,
  );

  it('is stored and answered also when the bus takes no notice of it', async () => {
    const bus = server.app.get(Bus, { strict: false });
    const publish = bus.publish;
    bus.publish = () => Promise.reject(new Error('no bus'));
    try {
      expect((await ann.patch('/api/me', { name: 'Quiet' })).status).toBe(200);
    } finally {
      bus.publish = publish;
    }
  });
});

function problemOf({ body }: Answer): string {
  return z.object({ code: z.string() }).parse(body).code;
}

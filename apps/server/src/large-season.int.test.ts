import { RULES_NAMES } from '@sunday-live/scoring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, manyPlayers } from './features/calendar/testing/api.js';
import { ReceiptIssuer } from './features/cards/receipts/receipt-issuer.js';
import { MailPlan } from './features/emails/mail-plan.js';
import { ScoresService } from './features/official-results/scores.service.js';
import { StateLoader } from './features/projection/state-loader.js';
import { StandingsService } from './features/standings/standings.service.js';
import { StatisticsService } from './features/statistics/statistics.service.js';
import { MailKinds } from './platform/mail/mail-kind.js';
import { asked, type ExplainedStatement, explained } from './testing/explained.js';
import { startTestServer, type TestServer } from './testing/index.js';
import { GAMES, largeSeason } from './testing/large-season.js';

const PLAYERS = 10_000;
const WEEKS = 3;
const KEY = { season: 2024, seasonType: 2 };

/** Cards and all scores of each week; work on a whole season reads each of them a few times. */
const SEASON_ROWS = PLAYERS * WEEKS * (1 + RULES_NAMES.length);
const AT_MOST_EACH = 20;
/** Rows that a statement about one step of players may read: some for each of 5,000. */
const STEP_ROWS = 5_000 * 100;
/** Maximum number of rows for one email: the player's own rows, the player's leagues and the week's games. */
const EMAIL_ROWS = 500;

let server: TestServer;
let statements: ExplainedStatement[];

beforeAll(async () => {
  // a web node, so that no worker interferes
  server = await startTestServer({ role: 'web' });
  await largeSeason(server.db, { players: PLAYERS, weeks: WEEKS });
  statements = explained(server.db);
});
afterAll(() => server.close());

/** @returns the statements of the work that read more rows than this */
async function beyond(most: number, work: () => Promise<unknown>): Promise<string[]> {
  statements.splice(0);
  await asked.run(true, work);
  const own = statements.filter(({ isAsked }) => isAsked);
  expect(own.length).toBeGreaterThan(0);
  return own.filter(({ visited }) => visited > most).map(({ sql, visited }) => `${visited} rows: ${sql}`);
}

async function mailsOf(kind: string): Promise<number> {
  const [row] = await server.db.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM mail WHERE kind = $1',
    [kind],
  );
  return row?.count ?? 0;
}

const start = () => server.app.get(StateLoader, { strict: false }).load(RULES_NAMES);
const recompute = (week: number) =>
  server.db.transaction((tx) => server.app.get(ScoresService, { strict: false }).recompute(tx, KEY, week));
const plan = () => server.app.get(MailPlan, { strict: false }).run();
const letter = (kind: string, of: object) => server.app.get(MailKinds, { strict: false }).get(kind).write(of);
const inSeason = (work: () => Promise<unknown>) => beyond(SEASON_ROWS * AT_MOST_EACH, work);

async function everyLetter(from: number): Promise<string[]> {
  const mails = await server.db.query<{ kind: string; data: object }[]>(
    `SELECT kind, data FROM mail WHERE id % 1000 = $1 ORDER BY id`,
    [from],
  );
  expect(new Set(mails.map(({ kind }) => kind))).toEqual(
    new Set(['weekly-result', 'reminder', 'pick-confirmation', 'card-clash']),
  );
  // the first email also reads what all emails share
  for (const { kind, data } of mails) await letter(kind, data);
  return beyond(EMAIL_ROWS, async () => {
    for (const { kind, data } of mails) expect(await letter(kind, data)).not.toBeNull();
  });
}

describe('work grows at most with the season, whatever statistics the planner has', () => {
  it('without statistics, as after a restore', async () => {
    expect(await inSeason(start)).toEqual([]);
    expect(await inSeason(() => recompute(1))).toEqual([]);
  });

  it('with statistics of a time when the week had no scores', async () => {
    await server.db.query('ANALYZE');
    expect(await inSeason(() => recompute(2))).toEqual([]);
  });

  it('in emails about that week, with the same statistics', async () => {
    await server.db.query(`UPDATE week_result SET state = 'confirmed', confirmed_at = now() WHERE week = 2`);
    expect(await inSeason(plan)).toEqual([]);
    expect(await everyLetter(1)).toEqual([]);
  });

  it('with statistics', async () => {
    await server.db.query('ANALYZE');
    expect(await inSeason(start)).toEqual([]);
    expect(await inSeason(plan)).toEqual([]);
    expect(await everyLetter(2)).toEqual([]);
  });

  it('in steps where it is about everybody: emails and receipts, with and without statistics', async () => {
    for (const statistics of [true, false]) {
      await server.db.query('DELETE FROM mail');
      await server.db.query('DELETE FROM receipt_part');
      await server.db.query('UPDATE week_result SET mails_planned = false');
      // a game that is on or off after all: cards are looked at again
      await server.db.query(
        `UPDATE game SET state = CASE state WHEN 'off' THEN 'post' ELSE 'off' END WHERE id = '1-${GAMES}'`,
      );
      if (!statistics) await server.db.query('DELETE FROM pg_statistic');
      expect(await beyond(STEP_ROWS, plan)).toEqual([]);
      expect(await mailsOf('weekly-result')).toBe(PLAYERS);
      expect(
        await beyond(STEP_ROWS, () => server.app.get(ReceiptIssuer, { strict: false }).issueDue(KEY)),
      ).toEqual([]);
    }
  });
});

describe('pages of a season of ten thousand players', () => {
  const LEAGUE = 'everyone';
  const PAGE_BYTES = 64_000;
  /** Statements of a page that is kept: the league's rules and the head of the log. */
  const KEPT = 4;
  const PAGES = [
    'standings?scope=day&limit=100',
    'standings?scope=week&limit=100',
    'standings?scope=week&week=1&limit=100',
    'standings?scope=season&limit=100',
    'standings?scope=season&limit=100&around=me',
    'standings?scope=season&limit=100&q=er%2012',
    'standings?scope=season&limit=100&sort=name',
    'statistics?limit=100',
    'statistics?limit=100&q=er%2012',
    'statistics?limit=100&sort=-lastFive',
    'members?limit=100',
    'members?limit=100&q=pl',
    'cards/1?limit=100',
    'cards/3?limit=100',
    'records',
    'players/p12/statistics',
    'players/p12/career',
    'history/2',
  ];
  let viewer: Caller;
  beforeAll(async () => {
    [viewer] = (await manyPlayers(server, 1)) as [Caller];
  });

  it('are at most 64 KB, even without compression', async () => {
    for (const page of PAGES) {
      const { status, text } = await viewer.get(`/api/leagues/${LEAGUE}/${page}`);
      expect([page, status]).toEqual([page, 200]);
      expect([page, Buffer.byteLength(text)]).toEqual([
        page,
        expect.toSatisfy((bytes) => bytes <= PAGE_BYTES),
      ]);
    }
  });

  it('take few statements of few rows once the season is in memory', async () => {
    const who = { id: viewer.id, n: 12 };
    const standings = server.app.get(StandingsService, { strict: false });
    const statistics = server.app.get(StatisticsService, { strict: false });
    const read = async (): Promise<void> => {
      await standings.read(LEAGUE, who, { scope: 'season', limit: 100, around: 'me' });
      await standings.read(LEAGUE, who, { scope: 'week', limit: 100, q: 'er 12' });
      await statistics.league(LEAGUE, who, { limit: 100, sort: '-lastFive' });
    };
    await read();
    expect(await beyond(EMAIL_ROWS, read)).toEqual([]);
    expect(statements.filter(({ isAsked }) => isAsked).length).toBeLessThanOrEqual(3 * KEPT);
  });

  it('are sent in pieces as CSV, so that the whole is never in memory', async () => {
    for (const table of ['standings?scope=season', 'statistics']) {
      const headers = { cookie: viewer.cookie, accept: 'text/csv' };
      const answer = await fetch(`${server.url}/api/leagues/${LEAGUE}/${table}`, { headers });
      // an answer of known length was made as a whole
      expect(answer.headers.get('content-length')).toBeNull();
      expect((await answer.text()).trimEnd().split('\n')).toHaveLength(PLAYERS + 1);
    }
  });
});

describe('results of ten thousand players', () => {
  it('that are computed again write nothing when nothing has changed', async () => {
    const scores = server.app.get(ScoresService, { strict: false });
    const written = () =>
      server.db.query(
        `SELECT count(*) AS rows, sum(hashtext(ctid::text || xmin::text)::bigint) AS versions FROM player_week`,
      );
    const again = () => server.db.query('UPDATE result_progress SET epoch = NULL');
    await again();
    await scores.update();
    const before = await written();
    await again();
    expect(await scores.update()).toBe(0);
    expect(await written()).toEqual(before);
  });
});

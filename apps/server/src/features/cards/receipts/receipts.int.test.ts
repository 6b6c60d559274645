import { createHash } from 'node:crypto';
import {
  cardSchema,
  leagueCardsSchema,
  type Receipts,
  receiptContentSchema,
  receiptsSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/index.js';
import { type Answer, aPlayer, type Caller, manyPlayers, problemCodes } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../calendar/testing/slate-fixture.js';
import { LockWatcher } from '../../slate/lock-watcher.js';
import { ReceiptIssuer } from './receipt-issuer.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
let ben: Caller;
beforeAll(async () => {
  // a web node issues no receipts by itself: the tests do
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const SEASON = { season: 2024, seasonType: 2 };
const CARD = { picks: { a: 'away', b: 'home', c: 'home' }, banker: 'a', joker: true } as const;
const issue = (): Promise<number> => server.app.get(ReceiptIssuer, { strict: false }).issueDue(SEASON);
const lock = (): Promise<string[]> => server.app.get(LockWatcher, { strict: false }).lockDue();
const deadline = (hours: number, opens: readonly string[] = []): Promise<Answer> =>
  admin.patch('/api/admin/weeks/8', { deadline: inHours(hours).toISOString(), opens });
const receipts = async (who = ann, week = 8): Promise<Receipts> =>
  receiptsSchema.parse((await who.get(`/api/leagues/everyone/receipts/${week}`)).body);
const correct = (body: object, player = ann): Promise<Answer> =>
  admin.put(`/api/admin/cards/${player.id}/8`, { ...CARD, why: 'Sent by mail before the deadline', ...body });
const kickOff = (...ids: string[]): Promise<void> =>
  feed(
    server.app,
    anAnswer(ids.map((id) => aGame(id, { kickoff: inHours(-0.1), state: 'in', awayScore: 7 }))),
  );

beforeEach(async () => {
  await server.db.query('DELETE FROM card; DELETE FROM game; DELETE FROM receipt_part');
  await server.db.query(`UPDATE season_state SET lock = 'week'`);
  // receipts and corrections cannot be deleted, so each test has new players
  [ann = admin, ben = admin] = await manyPlayers(server, 2);
  await feed(
    server.app,
    anAnswer(['a', 'b', 'c'].map((id, i) => aGame(id, { kickoff: inHours(3 + 10 * i) }))),
  );
  await deadline(2);
  expect((await ann.put('/api/me/cards/8', CARD)).status).toBe(200);
});

describe('receipts', () => {
  it('are issued once, at the lock, and prove what the card said', async () => {
    expect(await issue()).toBe(0);
    expect((await receipts()).receipts).toEqual([]);
    await deadline(-1);
    await lock();
    expect(await Promise.all([issue(), issue(), issue()])).toContain(1);
    expect(await issue()).toBe(0);

    const seen = await receipts(ben);
    expect(seen.parts).toEqual([
      { part: 1, at: expect.any(String), games: ['a', 'b', 'c'], superseded: false },
    ]);
    expect(seen.receipts).toHaveLength(1);
    for (const { nonce, content, hash } of seen.receipts) {
      expect(createHash('sha256').update(`${nonce}\n${content}`).digest('hex')).toBe(hash);
      expect(receiptContentSchema.parse(JSON.parse(content))).toEqual({
        player: ann.id,
        season: 2024,
        type: 'regular',
        week: 8,
        ...CARD,
      });
    }
  });

  it('contain no open pick, and are issued as games lock', async () => {
    await admin.patch('/api/admin/season', { lock: 'kickoff' });
    await kickOff('b');
    await lock();
    await issue();
    const contents = async () => (await receipts()).receipts.map(({ content }) => JSON.parse(content));
    expect(await contents()).toMatchObject([{ picks: { b: 'home' }, banker: null, joker: false }]);
    await kickOff('a');
    await lock();
    await issue();
    expect(await contents()).toMatchObject([
      { picks: { b: 'home' } },
      { picks: { a: 'away' }, banker: 'a', joker: true },
    ]);
  });

  it('are hidden when the week opens again, and issued again', async () => {
    await deadline(-1);
    await lock();
    await issue();
    expect((await deadline(2, ['a', 'b', 'c'])).status).toBe(200);
    const { parts, receipts: none } = await receipts(ben);
    expect(parts).toMatchObject([{ superseded: true }]);
    expect(none).toEqual([]);
    await ann.put('/api/me/cards/8', { ...CARD, joker: false });
    await deadline(-1);
    await lock();
    await issue();
    const again = await receipts(ben);
    expect(again.parts.map(({ superseded }) => superseded)).toEqual([true, false]);
    expect(again.receipts.map(({ content }) => JSON.parse(content).joker)).toEqual([true, false]);
  });

  it('cover the same lock once, whatever time zone and date style the connection has', async () => {
    await deadline(-1);
    await lock();
    expect(await issue()).toBe(1);
    const issuer = server.app.get(ReceiptIssuer, { strict: false });
    for (const [zone, style] of [
      ['America/New_York', 'SQL, DMY'],
      ['Asia/Kathmandu', 'German'],
    ]) {
      const again = await server.db.transaction(async (tx) => {
        await tx.query(`SELECT set_config('TimeZone', $1, true), set_config('DateStyle', $2, true)`, [
          zone,
          style,
        ]);
        return issuer.begin(tx, SEASON);
      });
      expect(again, zone).toBe(0);
    }
    expect((await receipts()).parts).toMatchObject([{ superseded: false }]);
  });

  it('are issued in steps, shown when everybody has one, and continue where they stopped', async () => {
    const many = 4_500;
    await server.db.query(
      `INSERT INTO "user" (id, name, email) SELECT 'many' || i, 'Many ' || i, 'many' || i || '@test.example' FROM generate_series(1, $1::int) i`,
      [many],
    );
    await server.db.query(
      `INSERT INTO card (season, season_type, week, n, has, home, banker, joker)
       SELECT c.season, c.season_type, c.week, m.n, c.has, c.home, c.banker, c.joker
       FROM card c JOIN "user" u ON u.n = c.n, "user" m WHERE u.id = $1 AND m.id LIKE 'many%'`,
      [ann.id],
    );
    await deadline(-1);
    await lock();
    const issuer = server.app.get(ReceiptIssuer, { strict: false });
    const of = async (player: string) =>
      server.db.query<{ content: string }[]>('SELECT content FROM card_receipt WHERE player = $1', [player]);
    const issued = async (): Promise<number> => {
      const [row] = await server.db.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM card_receipt r JOIN "user" u ON u.id = r.player JOIN card c ON c.n = u.n`,
      );
      return row?.count ?? 0;
    };
    let steps = 0;
    const afterOne = (): boolean => {
      steps += 1;
      return steps > 1;
    };
    expect(await issuer.issueDue(SEASON, afterOne)).toBe(1);
    const first = await issued();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(many / 2);
    // nobody sees a part that some do not have yet
    expect(await receipts(ben)).toMatchObject({ parts: [], receipts: [] });

    // a correction meanwhile does not wait for the others, and does not change what was said at the lock
    const last = { ...ann, id: `many${many}` };
    expect(await of(last.id)).toEqual([]);
    expect((await correct({ joker: false }, last)).status).toBe(200);
    expect(JSON.parse((await of(last.id))[0]?.content ?? '')).toMatchObject({ ...CARD, player: last.id });

    expect(await issuer.issueDue(SEASON)).toBe(0);
    expect(await issued()).toBe(many + 1);
    expect(await of(last.id)).toHaveLength(1);
    expect((await receipts(ben)).parts).toMatchObject([{ superseded: false }]);
    await server.db.query(`DELETE FROM "user" WHERE id LIKE 'many%'`);
  });

  it('of players who come after a game was opened again say nothing about it', async () => {
    await deadline(-1);
    await lock();
    const issuer = server.app.get(ReceiptIssuer, { strict: false });
    await issuer.issueDue(SEASON, () => true);
    expect((await deadline(2, ['a', 'b', 'c'])).status).toBe(200);
    await issue();
    const [row] = await server.db.query<{ content: string }[]>(
      'SELECT content FROM card_receipt WHERE player = $1',
      [ann.id],
    );
    expect(JSON.parse(row?.content ?? '')).toMatchObject({ picks: {}, banker: null, joker: false });
  });

  it('stay visible when one of their games leaves the week', async () => {
    await deadline(-1);
    await lock();
    await issue();
    await feed(server.app, anAnswer([aGame('c', { week: 9, kickoff: inHours(100) })]));
    const seen = await receipts(ben);
    expect(seen.receipts).toHaveLength(1);
    expect(seen.parts).toMatchObject([{ superseded: false }]);
  });

  it('are for members of the league', async () => {
    const { id } = (await ben.post('/api/leagues', { name: 'Den' })).body as { id: string };
    expect((await ann.get(`/api/leagues/${id}/receipts/8`)).status).toBe(404);
    expect((await ben.get(`/api/leagues/${id}/receipts/8`)).body).toMatchObject({
      players: [],
      receipts: [],
    });
  });

  it.each(['card_receipt', 'card_correction'])('cannot be altered: %s', async (table) => {
    await deadline(-1);
    await lock();
    await correct({ joker: false });
    for (const statement of [`UPDATE ${table} SET week = 9`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(server.db.query(statement)).rejects.toThrow(`${table} is append-only`);
    }
    // they are deleted with their player's account
    await server.db.query('DELETE FROM "user" WHERE id = $1', [ann.id]);
    expect(await server.db.query(`SELECT 1 FROM ${table} WHERE player = $1`, [ann.id])).toEqual([]);
  });
});

describe('a correction', () => {
  it('names the admin as long as that account exists', async () => {
    await deadline(-1);
    await lock();
    const eve = await aPlayer(server.url, { name: 'Eve' });
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [eve.id]);
    const why = 'Sent by mail before the deadline';
    expect((await eve.put(`/api/admin/cards/${ann.id}/8`, { ...CARD, joker: false, why })).status).toBe(200);
    expect((await receipts(ben)).corrections).toMatchObject([{ by: 'Eve' }]);
    await server.db.query('DELETE FROM "user" WHERE id = $1', [eve.id]);
    expect((await receipts(ben)).corrections).toMatchObject([{ by: 'A former admin', why }]);
    expect(await server.db.query(`SELECT 1 FROM card_correction c WHERE c::text LIKE '%Eve%'`)).toEqual([]);
  });

  it('is refused while the card is open, and reveals nothing of it', async () => {
    expect(await correct({ joker: false })).toMatchObject({ status: 409, body: { code: 'card-is-open' } });
    expect((await admin.get(`/api/admin/cards/${ann.id}/8`)).body).toMatchObject({
      picks: {},
      banker: null,
      joker: false,
    });
  });

  it('is one event, one row in the audit, and open to the league; the receipt keeps what was', async () => {
    await deadline(-1);
    await lock();
    const [{ head: before } = { head: 0 }] = await server.db.query('SELECT head FROM slate_stream');
    const answer = await correct({ picks: { ...CARD.picks, b: 'away' }, banker: 'b' });
    expect(answer.status).toBe(200);
    expect(cardSchema.parse(answer.body)).toMatchObject({ banker: 'b', version: 2 });
    expect(await server.db.query('SELECT kind, payload FROM slate_event WHERE seq > $1', [before])).toEqual([
      {
        kind: 'card',
        payload: expect.objectContaining({ player: ann.id, card: expect.objectContaining({ banker: 'b' }) }),
      },
    ]);
    const [row] = await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(row).toMatchObject({
      action: 'card.correct',
      target: `card/2024/2/8/${ann.id}`,
      before: CARD,
      after: { banker: 'b' },
      why: 'Sent by mail before the deadline',
    });

    const [mail] = await server.db.query('SELECT kind, recipient, data FROM mail WHERE player = $1', [
      ann.id,
    ]);
    expect(mail).toMatchObject({
      kind: 'card-correction',
      recipient: `${ann.id}@test.example`,
      data: { week: 8, by: 'Ada', why: 'Sent by mail before the deadline' },
    });

    await issue();
    const seen = await receipts(ben);
    expect(JSON.parse(seen.receipts[0]?.content ?? '')).toMatchObject(CARD);
    expect(seen.corrections).toMatchObject([
      {
        player: ann.id,
        by: 'Ada',
        why: 'Sent by mail before the deadline',
        before: CARD,
        after: { banker: 'b' },
      },
    ]);
    const { cards } = leagueCardsSchema.parse((await ben.get('/api/leagues/everyone/cards/8')).body);
    expect(cards).toMatchObject([{ player: ann.id, banker: 'b', corrected: true }]);
  });

  it('obeys the rules except the deadline, and needs a reason', async () => {
    await deadline(-1);
    await lock();
    const bad = await correct({ picks: { a: 'home', b: 'home' }, banker: 'a' });
    expect(problemCodes(bad)).toEqual(['missing-pick', 'banker-not-road-team']);
    expect((await correct({ why: '' })).status).toBe(422);
    expect(await correct({})).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await admin.put('/api/admin/cards/nobody/8', { ...CARD, why: 'Because' })).status).toBe(404);
    expect((await admin.put(`/api/admin/cards/${ann.id}/3`, { ...CARD, why: 'Because' })).status).toBe(404);
    expect((await receipts()).corrections).toEqual([]);
  });

  it('S23: reveals an open banker or joker of another week only to its player', async () => {
    const open = { picks: { '9a': 'away', '9b': 'home' }, banker: '9a', joker: true };
    await feed(
      server.app,
      anAnswer([
        aGame('9a', { week: 9, away: 'Ab', kickoff: inHours(170) }),
        aGame('9b', { week: 9, kickoff: inHours(180) }),
      ]),
    );
    expect((await ann.put('/api/me/cards/9', open)).status).toBe(200);
    for (const [week, id] of [
      [10, '10a'],
      [11, '11a'],
    ] as const) {
      await feed(server.app, anAnswer([aGame(id, { week, kickoff: inHours(week * 30) })]));
      const body = { picks: { [id]: 'away' }, banker: id, joker: true };
      expect((await (week === 10 ? ann : ben).put(`/api/me/cards/${week}`, body)).status).toBe(200);
    }
    await ann.put('/api/me/cards/8', { ...CARD, banker: 'a', joker: false });
    await server.db.query(`UPDATE card SET joker = true WHERE n = (SELECT n FROM "user" WHERE id = $1)`, [
      ann.id,
    ]);
    await server.db.query(
      `UPDATE card SET joker = false WHERE week = 8 AND n = (SELECT n FROM "user" WHERE id = $1)`,
      [ann.id],
    );
    await deadline(-1);
    await lock();
    const head = async () =>
      (await server.db.query<{ head: number }[]>('SELECT head FROM slate_stream'))[0]?.head ?? 0;
    const before = await head();
    // Ben has nothing open on that team; his answer equals Ann's, so it reveals nothing
    expect((await correct({}, ben)).status).toBe(200);
    const same = await correct({ picks: { ...CARD.picks, b: 'away' }, banker: 'b', joker: true });
    expect(same).toMatchObject({ status: 200, body: { banker: 'b', joker: true } });
    expect(await head()).toBe(before + 2);
    const own = cardSchema.parse((await ann.get('/api/me/cards/9')).body);
    expect(own).toMatchObject({ banker: '9a', joker: true, problems: [{ code: 'banker-team-used' }] });
    const [mail] = await server.db.query('SELECT data FROM mail WHERE player = $1', [ann.id]);
    expect(mail).toMatchObject({ data: { again: [{ week: 9, message: expect.stringMatching(/week 8/) }] } });
    expect(problemCodes(await ann.put('/api/me/cards/9', open))).toEqual(['banker-team-used']);
    expect((await admin.get(`/api/admin/cards/${ann.id}/9`)).text).not.toContain('problems');
  });

  it('can be a whole card for a player without one, which has no receipt then', async () => {
    await deadline(-1);
    await lock();
    await issue();
    expect((await correct({}, ben)).status).toBe(200);
    const seen = await receipts(ben);
    expect(seen.receipts.map(({ player }) => player)).toEqual([ann.id]);
    expect(seen.corrections).toMatchObject([{ player: ben.id, before: null, after: CARD }]);
  });

  it('neither changes nor reveals open picks', async () => {
    await admin.patch('/api/admin/season', { lock: 'kickoff' });
    await kickOff('b');
    await lock();
    expect((await admin.get(`/api/admin/cards/${ann.id}/8`)).body).toMatchObject({
      picks: { b: 'home' },
      banker: null,
    });
    for (const banker of ['a', 'b', 'c']) {
      expect(await correct({ picks: { b: 'away' }, banker })).toMatchObject({
        status: 409,
        body: { code: 'card-is-open' },
      });
    }
    const answer = await correct({ picks: { a: 'home', b: 'away' }, banker: null, joker: false });
    expect(answer).toMatchObject({ status: 200, body: { picks: { b: 'away' }, banker: null, joker: false } });
    expect((await ann.get('/api/me/cards/8')).body).toMatchObject({
      picks: { a: 'away', b: 'away', c: 'home' },
      banker: 'a',
      joker: true,
    });
    expect((await receipts(ben)).corrections).toMatchObject([
      { before: { picks: { b: 'home' }, banker: null }, after: { picks: { b: 'away' }, banker: null } },
    ]);
    const { text } = await admin.get(`/api/admin/audit?target=card/2024/2/8/${ann.id}`);
    expect(JSON.parse(text).rows).toMatchObject([
      { before: { picks: { b: 'home' }, banker: null, joker: false }, after: { picks: { b: 'away' } } },
    ]);
    expect(text).not.toContain('"a":"away"');
  });
});

import { accountExportSchema, EVERYONE } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cookieOf,
  mailTo,
  signUp,
  startTestServer,
  type TestPlayer,
  type TestServer,
  until,
} from '../../testing/index.js';
import { SocketClient } from '../live/testing/socket-client.js';
import { NodeStandings } from '../projection/node-standings.js';

const ADMIN = { email: 'boss@test.example', password: 'a long password' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ admin: ADMIN });
}, 60_000);
afterAll(() => server.close());

const send = (method: string, path: string, body: unknown, cookie: string) =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
const get = (path: string, cookie: string) => fetch(`${server.url}${path}`, { headers: { cookie } });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
const remove = (cookie: string, password: string, confirm = 'delete') =>
  send('DELETE', '/api/me', { password, confirm }, cookie);
const adminCookie = async () => cookieOf(await send('POST', '/api/auth/sign-in/email', ADMIN, ''));

async function league(by: TestPlayer, ...members: TestPlayer[]): Promise<string> {
  const made = await (await send('POST', '/api/leagues', { name: 'Kitchen' }, by.cookie)).json();
  for (const member of members) await send('POST', '/api/leagues/join', { code: made.code }, member.cookie);
  return made.id;
}

const addCard = (player: string) => storeCards(server.db, [{ player, week: 8, picks: { 401: 'home' } }]);
const rowsOf = async (player: string) =>
  Promise.all(
    ['card_in_words', 'league_member'].map((table) =>
      server.db.query(`SELECT 1 FROM ${table} WHERE player = $1`, [player]),
    ),
  );

const standingsKnow = (player: string) => server.app.get(NodeStandings).state.players.get(player) !== null;

describe('the export of my data', () => {
  it('is a file with profile, cards, leagues, sessions and announcements, mine alone and without secrets', async () => {
    const [player, other] = [await signUp(server.url, { team: 'KC' }), await signUp(server.url)];
    const mine = await league(player, other);
    await addCard(player.id);
    await addCard(other.id);
    const response = await get('/api/me/export', player.cookie);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="sunday-live\.json"/);
    const text = await response.text();
    const data = accountExportSchema.parse(JSON.parse(text));
    expect(data).toMatchObject({
      profile: { id: player.id, email: player.email, team: 'KC' },
      cards: [{ season: 2024, week: 8, picks: { 401: 'home' }, banker: null }],
      leagues: [{ id: EVERYONE }, { id: mine, role: 'commissioner' }],
      sessions: [{ current: true }],
      announcements: [],
    });
    for (const secret of [other.id, other.email, '$argon2', 'token']) expect(text).not.toContain(secret);
    expect((await get('/api/me/export', '')).status).toBe(401);
  });

  it('holds receipts, corrections, reports and emails too, mine alone', async () => {
    const [player, other] = [await signUp(server.url), await signUp(server.url)];
    for (const { id, email } of [player, other]) {
      await server.db.query(
        `INSERT INTO card_receipt (player, season, season_type, week, part, nonce, content, hash)
         VALUES ($1, 2024, 2, 8, 1, 'n', 'said ' || $1, 'h')`,
        [id],
      );
      await server.db.query(
        `INSERT INTO card_correction (player, season, season_type, week, by_name, why, after)
         VALUES ($1, 2024, 2, 8, 'Boss', 'A slip', '{}')`,
        [id],
      );
      await server.db.query(
        `INSERT INTO report (id, owner, kind, league, season, season_type, players, fingerprint)
         VALUES ('r' || $1, $1, 'asked', 'everyone', 2024, 2, ARRAY[$1::text], '')`,
        [id],
      );
      await server.db.query(
        `INSERT INTO report_task (id, report, place, player, section, queue, state)
         VALUES ('t' || $1, 'r' || $1, 0, $1, 'luck', 'fast', 'cancelled')`,
        [id],
      );
      await server.db.query(
        `INSERT INTO mail (key, kind, recipient, player, data, state) VALUES ('k' || $1, 'reminder', $2, $1, '{}', 'sent')`,
        [id, email],
      );
    }
    const text = await (await get('/api/me/export', player.cookie)).text();
    expect(accountExportSchema.parse(JSON.parse(text))).toMatchObject({
      receipts: [{ season: 2024, week: 8, content: `said ${player.id}` }],
      corrections: [{ season: 2024, week: 8, why: 'A slip' }],
      reports: [{ id: `r${player.id}`, players: [{ id: player.id }] }],
      emails: expect.arrayContaining([expect.objectContaining({ kind: 'reminder', to: player.email })]),
    });
    expect(text).not.toContain(other.id);
  });

  it('holds what an admin announced', async () => {
    const cookie = await adminCookie();
    await send('POST', '/api/admin/announcements', { title: 'Rain', body: 'Wet' }, cookie);
    const data = accountExportSchema.parse(await (await get('/api/me/export', cookie)).json());
    expect(data.announcements.map(({ title }) => title)).toEqual(['Rain']);
  });
});

describe('the end of an account', () => {
  it('requires the password and the word, and otherwise changes nothing', async () => {
    const player = await signUp(server.url);
    expect(await codeOf(await remove(player.cookie, 'wrong horse'))).toEqual([403, 'wrong-password']);
    expect(await codeOf(await remove(player.cookie, player.password, 'yes'))).toEqual([422, 'invalid-input']);
    expect((await remove('', player.password)).status).toBe(401);
    expect((await get('/api/me', player.cookie)).status).toBe(200);
  });

  it('deletes cards and memberships, hands the league over, and changes the standings', async () => {
    const [gone, heir] = [await signUp(server.url), await signUp(server.url)];
    const shared = await league(gone, heir);
    const alone = await league(gone);
    await addCard(gone.id);
    await until(() => standingsKnow(gone.id));
    expect((await remove(gone.cookie, gone.password)).status).toBe(204);

    expect(await rowsOf(gone.id)).toEqual([[], []]);
    expect(await (await get(`/api/leagues/${shared}`, heir.cookie)).json()).toMatchObject({
      members: [{ id: heir.id, role: 'commissioner' }],
    });
    expect(await server.db.query('SELECT 1 FROM league WHERE id = $1', [alone])).toEqual([]);
    const everyone = await (await get(`/api/leagues/${EVERYONE}`, heir.cookie)).text();
    expect(everyone).not.toContain(gone.id);
    await until(() => !standingsKnow(gone.id));
    expect((await get('/api/me', gone.cookie)).status).toBe(401);
    expect((await send('POST', '/api/auth/sign-in/email', gone, '')).status).toBe(401);
    await mailTo(server, gone.email, /is deleted/);
    // the address can be used again
    await signUp(server.url, { email: gone.email });
  });

  it.each([
    ['deleting the account', (player: TestPlayer) => remove(player.cookie, player.password)],
    ['signing out everywhere', ({ cookie }: TestPlayer) => send('DELETE', '/api/me/sessions', {}, cookie)],
    [
      'the library’s own route',
      ({ cookie }: TestPlayer) => send('POST', '/api/auth/revoke-sessions', {}, cookie),
    ],
    [
      'a new password, on the other devices',
      (player: TestPlayer) =>
        send(
          'POST',
          '/api/auth/change-password',
          { currentPassword: player.password, newPassword: 'another horse' },
          player.cookie,
        ),
    ],
  ])('P9 %s ends the live stream within 5 s', async (_what, act) => {
    const player = await signUp(server.url);
    const cookie = cookieOf(await send('POST', '/api/auth/sign-in/email', player, ''));
    const client = await SocketClient.open(server, { cookie, origin: server.config.publicUrl });
    expect(await client.ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
    const started = performance.now();
    expect((await act(player)).ok).toBe(true);
    await until(() => client.closed);
    expect(performance.now() - started).toBeLessThan(5_000);
    client.close();
  });

  it('is refused to the last admin, also when two leave at the same moment', async () => {
    const cookie = await adminCookie();
    expect(await codeOf(await remove(cookie, ADMIN.password))).toEqual([409, 'last-admin']);
    const second = await signUp(server.url);
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [second.id]);
    const both = await Promise.all([remove(cookie, ADMIN.password), remove(second.cookie, second.password)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await server.db.query(`SELECT 1 FROM "user" WHERE role = 'admin'`)).toHaveLength(1);
  });
});

import { cardChangedSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';

let server: TestServer;
let player: Caller;

const card = (given: object = {}) => ({
  picks: { '1': 'away', '2': 'home', '3': 'away' },
  banker: '1',
  joker: false,
  ...given,
});
const put = (input: object) => player.put('/api/me/cards/8', input);
const cardEvents = () => server.db.query<object[]>(`SELECT seq FROM slate_event WHERE kind = 'card'`);

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await feed(server.app, anAnswer(['1', '2', '3'].map((id) => aGame(id))));
  await lockAtKickOff(server.db);
});
afterAll(() => server.close());

beforeEach(async () => {
  await server.db.query('DELETE FROM card; DELETE FROM slate_event');
  player ??= await aPlayer(server.url);
});

describe('S25: the version that a save was made from', () => {
  const picks = (two: 'home' | 'away') => ({ ...card().picks, '2': two });

  it('lets no device take back what another has saved: the second save is refused, with the stored card', async () => {
    expect((await put(card({ version: 0 }))).body).toMatchObject({ version: 1 });
    expect((await put(card({ banker: '3', picks: picks('away'), version: 1 }))).status).toBe(200);
    const late = await put(card({ joker: true, version: 1 }));
    expect(late.status).toBe(409);
    expect(cardChangedSchema.parse(late.body)).toMatchObject({
      code: 'card-changed',
      card: { version: 2, banker: '3', picks: picks('away'), saved: { device: 'node' } },
      problems: [
        { code: 'pick-differs', game: '2', message: 'A2 at H2: saved is A2.' },
        { code: 'banker-differs', message: 'Banker: saved is A3.' },
        { code: 'joker-differs' },
      ],
    });
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({
      version: 2,
      banker: '3',
      joker: false,
    });
    expect(await cardEvents()).toHaveLength(2);
  });

  it('S26 takes the teams that a page has shown, also when home and away were exchanged before the first save', async () => {
    const teams = { '1': 'A1', '2': 'H2', '3': 'A3' };
    await server.db.query(`UPDATE game SET away = 'H3', home = 'A3' WHERE id = '3'`);
    try {
      const saved = await put(card({ version: 0, teams }));
      expect(saved.body).toMatchObject({ version: 1, picks: { '1': 'away', '2': 'home', '3': 'home' } });
      // sending the same save again succeeds
      expect((await put(card({ version: 0, teams }))).body).toMatchObject({ version: 1 });
      expect((await put(card({ banker: '3', version: 1, teams }))).status).toBe(422);
      const other = await put(card({ version: 1, teams: { ...teams, '2': 'H9' } }));
      expect(other.body).toMatchObject({ status: 409, code: 'conflict' });
    } finally {
      await server.db.query(`UPDATE game SET away = 'A3', home = 'H3' WHERE id = '3'`);
    }
  });

  it('of two at the same moment one wins, and the other is refused with the stored card', async () => {
    await put(card());
    const both = await Promise.all([
      put(card({ picks: picks('away'), version: 1 })),
      put(card({ banker: '3', version: 1 })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('does not refuse the same save sent again, nor one without a version', async () => {
    await put(card({ version: 0 }));
    expect((await put(card({ version: 0 }))).body).toMatchObject({ version: 1 });
    expect((await put(card({ joker: true }))).body).toMatchObject({ version: 2 });
  });

  it('may be given as If-Match', async () => {
    const save = (match: string, given: object) =>
      player.put('/api/me/cards/8', card(given), { 'if-match': match });
    await put(card());
    expect((await save('"1"', { joker: true })).body).toMatchObject({ version: 2 });
    expect(await save('"1"', { joker: false })).toMatchObject({
      status: 409,
      body: { code: 'card-changed' },
    });
    expect(await save('*', {})).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  });

  it('counts for the first save, too', async () => {
    await put(card());
    expect(await put(card({ joker: true, version: 0 }))).toMatchObject({
      status: 409,
      body: { code: 'card-changed', card: { version: 1 } },
    });
  });
});

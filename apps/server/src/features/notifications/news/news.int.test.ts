import { NO_PUSH } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import { describe, expect, it } from 'vitest';
import { startTestServer, until } from '../../../testing/index.js';
import { aVisitor, type Caller, manyPlayers } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../calendar/testing/slate-fixture.js';
import { ResultsTurns } from '../../official-results/results-turns.js';
import { LogFollower } from '../../projection/log-follower.js';
import { NodeStandings } from '../../projection/node-standings.js';
import { deviceId } from '../devices/notifications.service.js';
import {
  ann,
  arrived,
  ben,
  cards,
  deliver,
  deliveries,
  inHours,
  later,
  look,
  news,
  plan,
  SCORES,
  saw,
  server,
  service,
  settings,
  subscribe,
  usePushOffice,
} from '../testing/push-office.js';
import { TurnWatcher } from './turn-watcher.js';

usePushOffice();

describe('N1: the audience', () => {
  it('nobody who has not chosen it, and a device alone gets nothing', async () => {
    expect((await aVisitor(server.url).get('/api/me/push')).status).toBe(401);
    expect((await settings(ann)).choices).toEqual(NO_PUSH);
    const device = await subscribe(ann, NO_PUSH);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await plan();
    await deliver();
    expect([await news(), arrived(device)]).toEqual([[], []]);
  });

  it('of a league that is theirs', async () => {
    const made = await ben.post('/api/leagues', { name: 'Others' });
    const { id } = made.body as { id: string };
    const answer = await ann.put('/api/me/push/choices', { ...SCORES, league: id });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ben.put('/api/me/push/choices', { ...SCORES, league: id })).status).toBe(200);
  });

  it('nobody who has signed out, was banned or has removed the device', async () => {
    const [gone, banned] = [await subscribe(ann, SCORES), await subscribe(ben, SCORES)];
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await server.db.query('DELETE FROM "session" WHERE "userId" = $1', [ann.id]);
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [ben.id]);
    await saw(7, 10, 'in');
    await look();
    await deliver();
    expect([arrived(gone), arrived(banned)]).toEqual([[], []]);

    // a ban ends the sessions, and deletes their devices: after it is lifted the player signs in and switches them on
    // again
    await server.db.query('UPDATE "user" SET banned_at = NULL WHERE id = $1', [ben.id]);
    expect((await ben.get('/api/me/push')).status).toBe(401);
    expect(await server.db.query('SELECT 1 FROM push_subscription')).toEqual([]);
    const [other] = await manyPlayers(server, 1);
    if (other === undefined) throw new Error('no player');
    const device = await subscribe(other, SCORES);
    expect((await other.delete(`/api/me/push/devices/${deviceId(device.endpoint)}`)).status).toBe(204);
    expect((await settings(other)).devices).toEqual([]);
  });

  it('a ban reaches what is on its way', async () => {
    const device = await subscribe(ann, SCORES, 60);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await look();
    await deliver();
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [ann.id]);
    await later();
    expect(arrived(device)).toEqual([]);
    // it is deleted with the device, which is deleted with the session that the ban ended
    expect(await deliveries()).toEqual([]);
  });
});

describe('N2, N3: leads and bankers', () => {
  it('are sent when they turn, in their present state, to the players concerned', async () => {
    const [first, second] = [await subscribe(ann, SCORES), await subscribe(ben, { ...SCORES, sound: true })];
    await cards();
    await look();
    await saw(0, 0, 'in');
    await look();
    await deliver();
    expect(await news()).toEqual([]);

    await saw(7, 0, 'in');
    await look();
    await deliver();
    expect(arrived(first)).toEqual([
      {
        title: 'You lead the day and the week',
        body: expect.stringMatching(/: 14 points\.$/),
        path: '/live/everyone',
        tag: 'scores',
        silent: true,
      },
    ]);
    expect(arrived(second)).toEqual([]);

    await saw(7, 10, 'in');
    await look();
    await deliver();
    expect(arrived(first).at(-1)).toMatchObject({
      title: 'You lost the lead of the day and the week',
      body: expect.stringMatching(
        /: Ben leads with 10, you have −20\.\nYour banker fell behind\. Vikings: MIN 7, LAR 10\.$/,
      ),
    });
    expect(arrived(second)).toMatchObject([{ title: 'You lead the day and the week', silent: false }]);
  });

  it('once, however often and on however many nodes it is looked', async () => {
    const other = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
    try {
      const device = await subscribe(ann, SCORES);
      await cards();
      await look();
      for (const [away, home] of [
        [7, 0],
        [7, 10],
        [14, 10],
      ] as const) {
        await saw(away, home, 'in');
        // the in-process bus of one process does not reach the other
        const follower = other.app.get(LogFollower, { strict: false });
        await follower.exclusively(() => follower.reload(null));
        const found = await Promise.all([look(), look(other), look(), look(other)]);
        // day and week, and from the second turn on the banker
        expect(found.reduce((sum, each) => sum + each)).toBe(away === 7 && home === 0 ? 2 : 3);
        await deliver();
      }
      expect(arrived(device).map(({ title }) => title)).toEqual([
        'You lead the day and the week',
        'You lost the lead of the day and the week',
        'You lead the day and the week',
      ]);
    } finally {
      await other.close();
    }
  });

  it('a score that is taken back within the time tells nothing', async () => {
    const device = await subscribe(ann, SCORES);
    await cards();
    await saw(7, 0, 'in');
    await look();
    await saw(7, 10, 'in');
    await look();
    await saw(7, 3, 'in');
    await look();
    await deliver();
    expect(arrived(device)).toEqual([]);
    expect((await news()).map(({ state }) => state)).toEqual(Array(6).fill('dropped'));
  });

  it('what was long ago is no news', async () => {
    await subscribe(ann, SCORES);
    await cards();
    await look();
    await saw(7, 0, 'in');
    await server.db.query(`UPDATE slate_event SET at = at - interval '16 minutes'`);
    expect(await look()).toBe(0);
    await saw(14, 0, 'in');
    expect(await look()).toBe(0);
  });
});

describe('N4: the deadline', () => {
  const setDeadline = (hours: number) =>
    server.db.query(
      `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, 8, $1)
       ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
      [inHours(hours)],
    );

  it('is sent once, from two hours to ten minutes before, to players without a card', async () => {
    const device = await subscribe(ann, { ...NO_PUSH, deadline: true });
    for (const hours of [2.1, 1.9, 0.5, 0.1]) {
      await setDeadline(hours);
      await Promise.all([plan(), plan()]);
      await deliver();
    }
    expect(arrived(device)).toMatchObject([
      { title: 'No card for week 8 yet', path: '/card/8?season=2024&type=regular', tag: 'week' },
    ]);
  });

  it('not to players with one, or who save one meanwhile', async () => {
    const chosen = { ...NO_PUSH, deadline: true };
    const [first, second] = [await subscribe(ann, chosen), await subscribe(ben, chosen)];
    await setDeadline(1);
    const save = (who: Caller) =>
      who.put('/api/me/cards/8', { picks: { 81: 'away', 82: 'away' }, banker: '81', joker: false });
    expect((await save(ann)).status).toBe(200);
    await plan();
    expect(await news()).toHaveLength(1);
    expect((await save(ben)).status).toBe(200);
    await deliver();
    expect([arrived(first), arrived(second)]).toEqual([[], []]);
    expect(await news()).toMatchObject([{ state: 'dropped' }]);
  });

  it('to players whose card a new game has made incomplete', async () => {
    const device = await subscribe(ann, { ...NO_PUSH, deadline: true });
    await setDeadline(1);
    await plan();
    await deliver();
    const picks = { 81: 'away', 82: 'away' };
    expect((await ann.put('/api/me/cards/8', { picks, banker: '81', joker: false })).status).toBe(200);
    await plan();
    await feed(server.app, anAnswer([aGame('83', { kickoff: inHours(1.5) })]));
    await Promise.all([plan(), plan()]);
    await deliver();
    expect(arrived(device)).toMatchObject([
      { title: 'No card for week 8 yet' },
      { title: 'Your card for week 8 lacks picks', path: '/card/8?season=2024&type=regular' },
    ]);
  });
});

describe('N5: the result', () => {
  it('of the week, once, when it is confirmed', async () => {
    const device = await subscribe(ann, { ...NO_PUSH, result: true });
    await cards();
    await feed(
      server.app,
      anAnswer([
        aGame('81', {
          away: 'MIN',
          home: 'LAR',
          awayScore: 20,
          homeScore: 30,
          state: 'post',
          kickoff: inHours(-4),
        }),
        aGame('82', {
          away: 'KC',
          home: 'LV',
          awayScore: 27,
          homeScore: 20,
          state: 'post',
          kickoff: inHours(-4),
        }),
      ]),
    );
    await server.app.get(ResultsTurns, { strict: false }).run();
    await Promise.all([plan(), plan()]);
    await deliver();
    await plan();
    await deliver();
    // the Chiefs +27, the Vikings as banker twice 30 lost
    expect(arrived(device)).toMatchObject([
      { title: 'Week 8: −33 points', body: 'Place 2 of 2.', path: '/results/8?season=2024&type=regular' },
    ]);
    // a week that was confirmed after a later one is news as well
    await server.db.query(
      `INSERT INTO player_week (season, season_type, week, n, v)
       SELECT 2024, 2, 7, n, '{1,0,1,0,5,1,NULL,1,1}' FROM "user" WHERE id = $1`,
      [ann.id],
    );
    await server.db.query(
      `INSERT INTO week_result (season, season_type, week, state, confirmed_at) VALUES (2024, 2, 7, 'confirmed', now())`,
    );
    await Promise.all([plan(), plan()]);
    await deliver();
    expect(arrived(device).slice(1)).toMatchObject([{ title: 'Week 7: 5 points', body: 'Place 1 of 1.' }]);
  });
});

describe('N2: by itself', () => {
  it('a worker loads no standings until a player wants to know of them', async () => {
    const worker = await startTestServer({
      role: 'worker',
      push: server.config.push,
      databaseUrl: server.config.databaseUrl,
    });
    try {
      const standings = worker.app.get(NodeStandings, { strict: false });
      const watcher = worker.app.get(TurnWatcher, { strict: false });
      await server.db.query('DELETE FROM push_subscription');
      expect(await watcher.look()).toBe(0);
      expect(standings.isLoaded).toBe(false);
      await subscribe(ann, SCORES);
      await watcher.look();
      expect(standings.isLoaded).toBe(true);
    } finally {
      await worker.close();
    }
  });

  it('a worker follows the log, makes messages and sends them', async () => {
    const own = await startTestServer({ push: server.config.push });
    try {
      const [cal] = await manyPlayers(own, 1);
      if (cal === undefined) throw new Error('no player');
      const device = await subscribe(cal, { ...NO_PUSH, banker: true });
      const kickoff = inHours(1);
      const play = (awayScore: number, homeScore: number, state: 'pre' | 'in') =>
        feed(
          own.app,
          anAnswer([aGame('81', { away: 'MIN', home: 'LAR', awayScore, homeScore, state, kickoff })]),
        );
      await play(0, 0, 'pre');
      await storeCards(own.db, [{ player: cal.id, week: 8, picks: { 81: 'away' }, banker: '81' }]);
      const follower = own.app.get(LogFollower, { strict: false });
      await follower.exclusively(() => follower.reload(null));
      await play(7, 0, 'in');
      await until(
        async () =>
          (await own.db.query<unknown[]>(`SELECT 1 FROM push_noted WHERE value = 'winning'`)).length > 0,
      );
      await play(7, 10, 'in');
      await until(async () => {
        await own.db.query(
          `UPDATE push_news SET created_at = created_at - interval '20 seconds' WHERE state = 'waiting'`,
        );
        return service.pushes.length > 0;
      });
      expect(arrived(device)).toMatchObject([
        { title: 'Your banker fell behind', body: 'Vikings: MIN 7, LAR 10.' },
      ]);
    } finally {
      await own.close();
    }
  });
});

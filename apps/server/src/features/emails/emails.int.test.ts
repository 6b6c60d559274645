import { leagueSummarySchema } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAIL_QUEUE } from '../../platform/mail/mail-sender.js';
import { Outboxes } from '../../platform/work/outboxes.js';
import { type SmtpCatcher, smtpCatcher, startTestServer, type TestServer } from '../../testing/index.js';
import { type Caller, manyPlayers } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { ResultsTurns } from '../official-results/results-turns.js';
import { SlateLog } from '../slate/slate-log.js';
import { MailPlan } from './mail-plan.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

let smtp: SmtpCatcher;
let server: TestServer;
let players: Caller[];

beforeAll(async () => {
  smtp = await smtpCatcher();
  // a web node runs no tasks by itself: the tests start ticks and deliveries
  server = await startTestServer({ role: 'web', smtpUrl: smtp.url });
  players = await manyPlayers(server, 8);
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

const plan = () => server.app.get(MailPlan, { strict: false }).run();
const sendDue = () => server.app.get(Outboxes, { strict: false }).sweep(MAIL_QUEUE);
async function tick(): Promise<void> {
  await plan();
  await sendDue();
}
const player = (i: number): Caller => {
  const found = players[i];
  if (found === undefined) throw new Error('no such player');
  return found;
};
const addressOf = ({ to }: ParsedMail): string => (Array.isArray(to) ? '' : (to?.text ?? ''));
/** Numbers of the players who got an email since the last call. */
function receivers(): number[] {
  const ids = smtp.mails.splice(0).map((mail) => addressOf(mail).split('@')[0]);
  return ids.map((id) => players.findIndex((each) => each.id === id)).toSorted((a, b) => a - b);
}

const saw = (games: ReturnType<typeof aGame>[]) => feed(server.app, anAnswer(games));
async function card(who: Caller, picks: object, banker: string, joker = false): Promise<void> {
  expect((await who.put('/api/me/cards/8', { picks, banker, joker })).status).toBe(200);
}
/** Inserts a card of an earlier week directly. */
const oldCard = (who: Caller, week: number) => storeCards(server.db, [{ player: who.id, week, picks: {} }]);
const setDeadline = (hours: number) =>
  server.db.query(
    `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, 8, $1)
     ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
    [inHours(hours)],
  );
const choose = (who: Caller, notifications: object) => who.patch('/api/me', { notifications });

beforeEach(async () => {
  await server.app
    .get(SlateLog, { strict: false })
    .reset(
      async (tx) =>
        void (await tx.query(
          `DELETE FROM card; DELETE FROM game; DELETE FROM mail; DELETE FROM week_result; UPDATE season_state SET lock = 'week'`,
        )),
    );
  await server.db.query(
    `UPDATE "user" SET "createdAt" = now(), banned_at = NULL, "emailVerified" = true, "timeZone" = 'America/New_York',
       notifications = '{"reminder48h": true, "pickConfirmation": false, "weeklyResult": false}'`,
  );
  await saw([
    ...[4, 5, 6, 7].map((week) =>
      aGame(`${week}1`, {
        week,
        state: 'post',
        awayScore: 20,
        homeScore: 10,
        kickoff: inHours((week - 9) * 168),
      }),
    ),
    aGame('81', { away: 'MIN', home: 'LAR', kickoff: inHours(100) }),
    aGame('82', { away: 'KC', home: 'LV', kickoff: inHours(150) }),
  ]);
  await setDeadline(100);
  smtp.mails.length = 0;
});

describe('M10, M11: reminders', () => {
  it('48, 24 and 1 hour before the deadline, each once, however often the planner runs', async () => {
    await card(player(0), { 81: 'away', 82: 'home' }, '81');
    for (const hours of [60, 47, 30, 20, 3, 0.9, 0.5, 0.1]) {
      await setDeadline(hours);
      await Promise.all([plan(), plan()]);
      await tick();
      await tick();
      const due = [47, 20, 0.9].includes(hours);
      expect(receivers(), `${hours} hours before`).toEqual(due ? [1, 2, 3, 4, 5, 6, 7] : []);
    }
  });

  it('has all its facts, and can be switched off only where that is allowed', async () => {
    await setDeadline(47);
    await tick();
    const [mail] = smtp.mails;
    expect(mail?.subject).toBe('Week 8: two days left for your card');
    expect(mail?.text).toContain('2 games');
    expect(mail?.text).toMatch(/EDT|EST|GMT-[45]/);
    expect(mail?.html).toContain(`href="${server.config.publicUrl}/card/8?season=2024&amp;type=regular"`);
    const listOf = (each: ParsedMail | undefined) => JSON.stringify(each?.headers.get('list'));
    expect(listOf(mail)).toContain(`${server.config.publicUrl}/api/unsubscribe?token=reminder48h.`);
    expect(mail?.html).toContain('/profile');
    receivers();
    await setDeadline(20);
    await tick();
    expect(smtp.mails[0]?.headers.has('list')).toBe(false);
    expect(smtp.mails[0]?.html).not.toContain('/profile');
  });

  it('a reminder that became stale in the queue is not sent, but the next one is', async () => {
    await setDeadline(47);
    await plan();
    await setDeadline(20);
    await tick();
    expect(receivers()).toHaveLength(8);
    expect(smtp.mails).toHaveLength(0);
    const kinds = await server.db.query('SELECT DISTINCT state, data->>$1 AS hours FROM mail', ['hours']);
    expect(kinds).toEqual(
      expect.arrayContaining([
        { state: 'dropped', hours: '48' },
        { state: 'sent', hours: '24' },
      ]),
    );
  });

  it('one that was dropped as its deadline moved is stored again before the new one', async () => {
    await setDeadline(47);
    await plan();
    await setDeadline(100);
    await tick();
    expect(receivers()).toEqual([]);
    await setDeadline(47);
    await tick();
    await tick();
    expect(receivers()).toHaveLength(8);
    expect(smtp.mails).toHaveLength(0);
  });

  it('a player who saves a card before it is sent gets none', async () => {
    await setDeadline(20);
    await plan();
    await card(player(3), { 81: 'away', 82: 'home' }, '81');
    await sendDue();
    expect(receivers()).toEqual([0, 1, 2, 4, 5, 6, 7]);
  });

  it('S16 a card that a new game has left incomplete gets one, even after a reminder, until the game is picked', async () => {
    await setDeadline(20);
    await tick();
    expect(receivers()).toHaveLength(8);
    for (const who of players) await card(who, { 81: 'away', 82: 'home' }, '81');
    await tick();
    expect(receivers()).toEqual([]);
    await saw([aGame('83', { away: 'PIT', home: 'TEN', kickoff: inHours(150) })]);
    await card(player(3), { 81: 'away', 82: 'home', 83: 'away' }, '81');
    await tick();
    await tick();
    expect(smtp.mails[0]).toMatchObject({ subject: 'Week 8: a day left for your card' });
    expect(smtp.mails[0]?.text).toContain('2 of 3 picks. Without a pick: Steelers at Titans.');
    expect(receivers()).toEqual([0, 1, 2, 4, 5, 6, 7]);
    // a game called off is no longer missing, so the waiting reminder is dropped
    await setDeadline(0.9);
    await plan();
    await saw([aGame('83', { away: 'PIT', home: 'TEN', kickoff: inHours(150), state: 'off' })]);
    await sendDue();
    expect(receivers()).toEqual([]);
  });

  it('game by game, it is sent before the first game that the card lacks', async () => {
    await lockAtKickOff(server.db);
    await card(player(0), { 81: 'away', 82: 'home' }, '81');
    await saw([
      aGame('81', { away: 'MIN', home: 'LAR', kickoff: inHours(20) }),
      aGame('83', { away: 'PIT', home: 'TEN', kickoff: inHours(47) }),
    ]);
    await tick();
    // the other players must act before the first kickoff, which is earlier
    expect(smtp.mails.map(({ subject }) => subject).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'Week 8: a day left for your card'),
      'Week 8: two days left for your card',
    ]);
    receivers();
    await tick();
    expect(receivers()).toEqual([]);
  });

  it('a flexed kickoff moves it', async () => {
    await lockAtKickOff(server.db);
    await tick();
    expect(receivers()).toEqual([]);
    // game by game, a player without a card must act before the first kickoff
    await saw([aGame('82', { away: 'KC', home: 'LV', kickoff: inHours(23) })]);
    await tick();
    expect(receivers()).toHaveLength(8);
    expect(await server.db.query('SELECT DISTINCT data->>$1 AS hours FROM mail', ['hours'])).toEqual([
      { hours: '24' },
    ]);
  });
});

describe('M12: players who are reminded', () => {
  it('not the inactive, the banned, those who opted out, nor unverified addresses', async () => {
    await server.db.query(`UPDATE "user" SET "createdAt" = now() - interval '40 days'`);
    await oldCard(player(0), 4);
    await oldCard(player(1), 5);
    await oldCard(player(2), 7);
    // week 6 counts as played once somebody has a card
    await oldCard(player(2), 6);
    await oldCard(player(4), 9);
    await server.db.query('UPDATE "user" SET "createdAt" = now() WHERE id = ANY($1)', [
      [player(5).id, player(6).id],
    ]);
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [player(6).id]);
    await choose(player(2), { reminder48h: false });
    await setDeadline(47);
    await tick();
    // player 0 played four weeks ago, 3 and 7 never
    expect(receivers()).toEqual([1, 4, 5]);
    await setDeadline(23);
    await tick();
    expect(receivers()).toEqual([1, 2, 4, 5]);
  });

  it('unverified addresses get none where addresses are verified', async () => {
    const strict = await startTestServer({
      role: 'web',
      smtpUrl: smtp.url,
      requireEmailVerification: true,
      databaseUrl: server.config.databaseUrl,
    });
    try {
      await server.db.query('UPDATE "user" SET "emailVerified" = false WHERE id <> $1', [player(7).id]);
      await setDeadline(23);
      await strict.app.get(MailPlan, { strict: false }).run();
      await sendDue();
      expect(receivers()).toEqual([7]);
    } finally {
      await strict.close();
    }
  });
});

describe('M13, M14: pick confirmation', () => {
  const rest = () => server.db.query(`UPDATE card SET updated_at = updated_at - interval '3 minutes'`);

  it('is sent once the card has rested, lists it, and says whether it was corrected', async () => {
    for (const i of [0, 1]) await choose(player(i), { pickConfirmation: true });
    await card(player(0), { 81: 'away', 82: 'home' }, '81', true);
    await card(player(0), { 81: 'away', 82: 'away' }, '82', true);
    await card(player(2), { 81: 'away', 82: 'home' }, '81');
    await tick();
    expect(receivers()).toEqual([]);
    await rest();
    await tick();
    await tick();
    const [mail, ...others] = smtp.mails;
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Week 8: your card is saved');
    expect(mail?.text).toContain('Vikings at Rams: Vikings\nChiefs at Raiders: Chiefs (banker)');
    expect(mail?.text).toContain('Joker: played');
    expect(JSON.stringify(mail?.headers.get('list'))).toContain('/api/unsubscribe?token=pickConfirmation.');
    expect(mail?.headerLines.map(({ line }) => line)).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
    expect(receivers()).toEqual([0]);

    await card(player(0), { 81: 'home', 82: 'away' }, '82', true);
    await rest();
    await plan();
    // changed again before the email was sent: the last version gets its own, later
    await card(player(0), { 81: 'away', 82: 'away' }, '81', false);
    await sendDue();
    expect(receivers()).toEqual([]);
    await rest();
    await tick();
    expect(smtp.mails[0]?.subject).toBe('Week 8: your card is amended');
    expect(smtp.mails[0]?.text).toContain('Joker: kept');
    expect(receivers()).toEqual([0]);
  });

  it('is not sent for a change after the lock, which is a correction', async () => {
    await choose(player(0), { pickConfirmation: true });
    await card(player(0), { 81: 'away', 82: 'home' }, '81');
    await rest();
    await setDeadline(-1);
    await tick();
    expect(receivers()).toEqual([]);
  });
});

describe('M15: weekly result', () => {
  it('goes to those who played and want it, once, when the results are confirmed', async () => {
    for (const i of [0, 1, 3]) await choose(player(i), { weeklyResult: true });
    await card(player(0), { 81: 'away', 82: 'home' }, '81', true);
    await card(player(1), { 81: 'home', 82: 'away' }, '82');
    await card(player(2), { 81: 'away', 82: 'away' }, '82');
    // one league without the winner and with other rules; one without the loser
    for (const [name, rules, ...members] of [
      ['Plain', 'straight', 0, 2],
      ['Winners', 'classic', 1, 2],
    ] as const) {
      const made = await player(members[0]).post('/api/leagues', { name, rules });
      const { code } = leagueSummarySchema.parse(made.body);
      expect((await player(members[1]).post('/api/leagues/join', { code })).status).toBe(200);
    }
    const turns = server.app.get(ResultsTurns, { strict: false });
    const final = (id: string, away: string, home: string, awayScore: number, homeScore: number) =>
      aGame(id, { away, home, awayScore, homeScore, state: 'post', kickoff: inHours(-4) });
    await saw([final('81', 'MIN', 'LAR', 20, 30)]);
    await turns.run();
    await tick();
    expect(receivers()).toEqual([]);
    await saw([final('82', 'KC', 'LV', 27, 20)]);
    await turns.run();
    await tick();
    await tick();
    const byPlayer = new Map(smtp.mails.map((mail) => [addressOf(mail).split('@')[0], mail]));
    expect(receivers()).toEqual([0, 1]);
    const [loser, winner] = [byPlayer.get(player(0).id), byPlayer.get(player(1).id)];
    // Rams +30, the Chiefs as banker twice 27
    expect(winner?.subject).toBe('Week 8: 84 points, place 1');
    expect(winner?.text).toContain('Place in the week: 1 of 3\nPlace in the season: 1, 84 points');
    expect(winner?.text).toContain(
      'Right picks: 2 of 2\nBest pick: Chiefs, +54\nBanker: Chiefs, +54\nJoker: kept',
    );
    // the Vikings as banker with the joker: six times 30 lost
    expect(loser?.subject).toBe('Week 8: −180 points, place 3');
    expect(loser?.text).toContain('Best pick: none was right\nBanker: Vikings, −180\nJoker: played');
    expect(loser?.html).toContain('/results/8');
    expect(winner?.text).toContain(
      'In your leagues:\n\nWinners: 1 of 2 in the week with 84 points, 1 in the season',
    );
    expect(loser?.text).toContain(
      'In your leagues:\n\nPlain: 2 of 2 in the week with 0 points, 2 in the season',
    );
    expect(loser?.text).not.toContain('Winners');
  });

  it('is of every week, also one confirmed after a later one or after the feed names another type, each once', async () => {
    for (const i of [4, 5]) await choose(player(i), { weeklyResult: true });
    await oldCard(player(5), 7);
    await card(player(4), { 81: 'away', 82: 'home' }, '81');
    const turns = server.app.get(ResultsTurns, { strict: false });
    const final = (id: string, given: Parameters<typeof aGame>[1] = {}) =>
      aGame(id, { awayScore: 20, homeScore: 30, state: 'post', kickoff: inHours(-4), ...given });
    const teams = (id: string) => ({ away: id === '82' ? 'KC' : 'MIN', home: id === '82' ? 'LV' : 'LAR' });
    await saw([aGame('71', { week: 7, kickoff: inHours(1) })]);
    await saw(['81', '82'].map((id) => final(id, teams(id))));
    await turns.run();
    await tick();
    expect(receivers()).toEqual([4]);
    const playoffs = aGame('91', { seasonType: 3, week: 1, kickoff: inHours(100) });
    await feed(server.app, anAnswer([playoffs], { seasonType: 3, week: 1 }));
    await saw([final('71', { week: 7 })]);
    await feed(server.app, anAnswer([playoffs], { seasonType: 3, week: 1 }));
    await turns.run();
    await tick();
    await tick();
    expect(receivers()).toEqual([5]);
  });
});

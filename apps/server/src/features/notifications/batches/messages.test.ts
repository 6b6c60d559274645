import { pushPayloadSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { News } from '../kinds/kinds.js';
import type { LeadNews } from '../kinds/lead.js';
import {
  GATHER_MS,
  MESSAGES_AN_HOUR,
  messageOf,
  OF_SCORES_AN_HOUR,
  planBatch,
  type WaitingNews,
} from './messages.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const some = (given: Partial<WaitingNews> & { id: number }): WaitingNews => ({
  turn: true,
  matter: 'banker',
  value: 'losing',
  createdAt: 0,
  validUntil: 15 * MINUTE,
  ...given,
});

describe('N6: news become one message', () => {
  it('not before others had the time to come along', () => {
    const news = [some({ id: 1 }), some({ id: 2, matter: 'lead-day', createdAt: GATHER_MS - 1 })];
    expect(planBatch(GATHER_MS - 1, news, [])).toEqual({ tell: [], drop: [] });
    expect(planBatch(GATHER_MS, news, [])).toEqual({ tell: [1, 2], drop: [] });
  });

  it('a turn that turned back is no news, three turns are sent once', () => {
    const first = some({ id: 1 });
    const back = some({ id: 2, value: 'winning', createdAt: 1 });
    const again = some({ id: 3, createdAt: 2 });
    expect(planBatch(GATHER_MS, [first, back], [])).toEqual({ tell: [], drop: [1, 2] });
    expect(planBatch(GATHER_MS, [first, back, again], [])).toEqual({ tell: [3], drop: [1, 2] });
  });

  it('late news is dropped, whatever else is sent', () => {
    const late = some({ id: 1, matter: 'lead-week', validUntil: GATHER_MS });
    expect(planBatch(GATHER_MS, [late, some({ id: 2 })], [])).toEqual({ tell: [2], drop: [1] });
  });
});

describe('N7: at most four messages an hour', () => {
  it('of which scores leave one for the deadline', () => {
    const sent = Array.from({ length: OF_SCORES_AN_HOUR }, (_, i) => i);
    const turn = some({ id: 1, createdAt: MINUTE });
    const deadline = some({ id: 2, turn: false, matter: 'deadline', createdAt: MINUTE, validUntil: HOUR });
    const now = 2 * MINUTE;
    expect(planBatch(now, [turn], sent).tell).toEqual([]);
    expect(planBatch(now, [turn, deadline], sent).tell).toEqual([1, 2]);
    expect(planBatch(now, [deadline], [...sent, MINUTE]).tell).toEqual([]);
    expect(
      planBatch(HOUR + MINUTE, [some({ id: 3, createdAt: HOUR, validUntil: 2 * HOUR })], sent).tell,
    ).toEqual([3]);
  });

  it('however news come and whenever somebody looks: never more in any hour, nothing twice, nothing for ever', () => {
    const arrivals = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 4 * MINUTE }),
        matter: fc.constantFrom('lead-day', 'lead-week', 'banker', 'deadline', 'result'),
        validMs: fc.integer({ min: 1, max: 2 * HOUR }),
      }),
      { maxLength: 120 },
    );
    const looks = fc.array(fc.integer({ min: 15_000, max: 5 * MINUTE }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(arrivals, looks, (given, pauses) => {
        let at = 0;
        const values = new Map<string, string>();
        const all = given.map(({ afterMs, matter, validMs }, id): WaitingNews => {
          at += afterMs;
          const turn = !['deadline', 'result'].includes(matter);
          const value = values.get(matter) === 'a' ? 'b' : 'a';
          values.set(matter, value);
          return {
            id,
            turn,
            matter: turn ? matter : `${matter}${id}`,
            value,
            createdAt: at,
            validUntil: at + validMs,
          };
        });
        const end = at + 3 * HOUR;
        const open = new Set(all.map(({ id }) => id));
        const sent: { at: number; scoresOnly: boolean }[] = [];
        for (let now = 0, i = 0; now <= end; now += pauses[i % pauses.length] as number, i += 1) {
          const waiting = all.filter(({ id, createdAt }) => open.has(id) && createdAt <= now);
          const { tell, drop } = planBatch(
            now,
            waiting,
            sent.map((message) => message.at),
          );
          expect(new Set([...tell, ...drop]).size).toBe(tell.length + drop.length);
          for (const id of [...tell, ...drop]) expect(open.delete(id), `${id} once`).toBe(true);
          for (const id of tell) expect((all[id] as WaitingNews).validUntil).toBeGreaterThan(now);
          if (tell.length > 0) sent.push({ at: now, scoresOnly: tell.every((id) => all[id]?.turn) });
        }
        expect(open.size).toBe(0);
        for (const { at: from } of sent) {
          const within = sent.filter((message) => message.at >= from && message.at < from + HOUR);
          expect(within.length).toBeLessThanOrEqual(MESSAGES_AN_HOUR);
          expect(within.filter(({ scoresOnly }) => scoresOnly).length).toBeLessThanOrEqual(OF_SCORES_AN_HOUR);
        }
      }),
    );
  });
});

const lead = (given: Partial<LeadNews> = {}): LeadNews => ({
  kind: 'lead',
  scope: 'day',
  value: 'first',
  league: { id: 'a/b', name: 'Friends' },
  points: 41,
  sharedWith: 0,
  leader: { name: 'Ana', points: 48 },
  ...given,
});
const banker: News = { kind: 'banker', value: 'losing', team: 'MIN', score: 'MIN 7, LAR 10' };
const deadline: News = {
  kind: 'deadline',
  season: 2024,
  seasonType: 2,
  week: 9,
  at: '2024-11-01T00:15:00.000Z',
  card: false,
};
const said = (...news: News[]) => pushPayloadSchema.parse(messageOf(news, 'Europe/London', true));

describe('N8: what a message says', () => {
  it('one thing in its own words', () => {
    expect(said(lead())).toEqual({
      title: 'You lead the day',
      body: 'Friends: 41 points.',
      path: '/live/a%2Fb',
      tag: 'scores',
      silent: true,
    });
    expect(said(lead({ sharedWith: 1 })).body).toBe('Friends: 41 points, level with 1 other.');
    expect(said(lead({ value: 'behind', scope: 'week' }))).toMatchObject({
      title: 'You lost the lead of the week',
      body: 'Friends: Ana leads with 48, you have 41.',
    });
    expect(said(banker)).toMatchObject({ title: 'Your banker fell behind', body: 'Vikings: MIN 7, LAR 10.' });
    expect(said(deadline)).toMatchObject({
      title: 'No card for week 9 yet',
      body: 'The next picks lock on Friday 1 November, 00:15 GMT.',
      path: '/card/9?season=2024&type=regular',
      tag: 'week',
    });
    expect(
      said({
        kind: 'result',
        season: 2024,
        seasonType: 2,
        week: 8,
        points: -3,
        rank: 2,
        shared: true,
        players: 9,
      }),
    ).toMatchObject({
      title: 'Week 8: −3 points',
      body: 'Place T2 of 9.',
      path: '/results/8?season=2024&type=regular',
    });
  });

  it('day and week that turned together are one thing', () => {
    expect(said(lead({ points: 34 }), lead({ scope: 'week' }))).toMatchObject({
      title: 'You lead the day and the week',
      body: 'Friends: 41 points.',
    });
    expect(said(lead(), lead({ scope: 'week', value: 'behind' })).body).toBe(
      'Friends: 41 points.\nYou lost the lead of the week. Friends: Ana leads with 48, you have 41.',
    );
  });

  it('several things in one message, first what one has to act on', () => {
    expect(said(lead(), banker, deadline)).toMatchObject({
      title: 'No card for week 9 yet',
      body: 'The next picks lock on Friday 1 November, 00:15 GMT.\nYou lead the day. Friends: 41 points.\nYour banker fell behind. Vikings: MIN 7, LAR 10.',
      path: '/card/9?season=2024&type=regular',
      tag: 'week',
    });
  });
});

import { pushPayloadSchema } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import type { News } from '../kinds/kinds.js';
import type { LeadNews } from '../kinds/lead.js';
import { messageOf } from './words.js';

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

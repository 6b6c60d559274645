import type { MyCards, Season } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { conflicts, isPlan, planWeeks, usedIn, withTeam } from './plan.js';

const season: Season = {
  season: 2024,
  type: 'regular',
  phase: 'regular',
  seasons: [],
  preseason: false,
  playoffs: { bankersOnce: false, jokers: 0 },
  pickWeek: 9,
  resultsWeek: 8,
  weeks: [
    { week: 8, name: 'Week 8', deadline: '2024-10-24T20:00:00Z', state: 'locked' },
    { week: 9, name: 'Week 9', deadline: '2024-10-31T20:00:00Z', state: 'open' },
    { week: 10, name: 'Week 10', deadline: '2024-11-07T21:00:00Z', state: 'upcoming' },
  ],
  lock: 'week',
  rules: 'classic',
};
const games = [
  aGame({ id: '1', week: 8, away: 'PHI', home: 'CIN' }),
  aGame({ id: '2', week: 9, away: 'PHI', home: 'KC' }),
  aGame({ id: '3', week: 9, away: 'DAL', home: 'CAR' }),
  aGame({ id: '4', week: 9, away: 'BUF', home: 'NYJ' }),
  aGame({ id: '5', week: 9, away: 'SF', home: 'TB', state: 'off' }),
  aGame({ id: '6', week: 10, away: 'PHI', home: 'DAL' }),
];
const form = (record: string, share: number) => ({ record, share, last: [] });
const forms = new Map([
  ['KC', form('8-0', 1)],
  ['CAR', form('1-7', 0.125)],
]);
const cards: MyCards = { cards: [], bankers: [{ week: 3, team: 'BUF' }], jokers: { used: 0, perSeason: 3 } };
const weeks = planWeeks(season, games, cards, forms);

describe('the season planner', () => {
  it('offers road games of weeks to come, the weakest opponent first', () => {
    expect(weeks.map(({ week, games }) => [week, games.map(({ team }) => team)])).toEqual([
      [9, ['DAL', 'BUF', 'PHI']],
      [10, ['PHI']],
    ]);
    expect(weeks[0]?.games[0]).toEqual({ week: 9, team: 'DAL', opponent: 'CAR', record: '1-7', weak: true });
    expect(weeks[0]?.games.map(({ weak }) => weak)).toEqual([true, false, false]);
  });

  it('knows the saved banker of a week and the weeks in which teams are used', () => {
    const bankers = [...cards.bankers, { week: 9, team: 'DAL' }];
    expect(planWeeks(season, games, { ...cards, bankers }, forms)[0]?.saved).toBe('DAL');
    expect([usedIn('BUF', bankers), usedIn('DAL', bankers), usedIn('DAL', bankers, 9)]).toEqual([
      3,
      9,
      undefined,
    ]);
  });

  it('plans a team for a week, and removes it again', () => {
    const plan = withTeam({ 9: 'PHI' }, 10, 'DAL');
    expect(plan).toEqual({ 9: 'PHI', 10: 'DAL' });
    expect(withTeam(plan, 10, 'DAL')).toEqual({ 9: 'PHI' });
    expect(withTeam(plan, 9, '')).toEqual({ 10: 'DAL' });
  });

  it('names the conflicts of the plan', () => {
    const against = (plan: Record<number, string>, bankers = cards.bankers) => [
      ...conflicts('regular', plan, planWeeks(season, games, { ...cards, bankers }, forms), bankers),
    ];
    expect(against({ 9: 'DAL', 10: 'PHI' })).toEqual([]);
    expect(against({ 9: 'BUF' })).toEqual([[9, 'BUF is your banker in week 3 already.']]);
    expect(against({ 9: 'SF' })).toEqual([[9, 'SF has no road game this week any more.']]);
    expect(against({ 9: 'PHI', 10: 'PHI' })).toEqual([
      [9, 'PHI is planned for week 10, too.'],
      [10, 'PHI is planned for week 9, too.'],
    ]);
    expect(against({ 9: 'PHI' }, [{ week: 9, team: 'DAL' }])).toEqual([[9, 'Your saved card says DAL.']]);
    expect(against({ 9: 'DAL' }, [{ week: 9, team: 'DAL' }])).toEqual([]);
    expect(against({ 8: 'SF' })).toEqual([]);
  });

  it('accepts from the browser’s storage only a plan', () => {
    expect([{}, { 9: 'PHI' }, null, [], { 9: 1 }, 'PHI'].map(isPlan)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

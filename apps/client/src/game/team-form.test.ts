import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { teamForms } from './team-form.js';

const played = (week: number, awayScore: number, homeScore: number, changes = {}) =>
  aGame({
    id: `w${week}`,
    week,
    kickoff: new Date(Date.UTC(2024, 8, 1 + 7 * week)).toISOString(),
    away: 'CHI',
    home: 'WSH',
    awayScore,
    homeScore,
    state: 'post',
    ...changes,
  });

describe('a team’s form', () => {
  it('is its record and its last five results, the latest at the end', () => {
    const season = [
      played(6, 20, 20),
      played(1, 3, 10),
      played(2, 14, 10),
      played(3, 14, 10),
      played(4, 7, 10),
      played(5, 14, 10),
    ];
    const forms = teamForms(season, 7);
    expect(forms.get('CHI')).toEqual({ record: '3-2-1', share: 3.5 / 6, last: ['W', 'W', 'L', 'W', 'T'] });
    expect(forms.get('WSH')).toMatchObject({ record: '2-3-1', last: ['L', 'L', 'W', 'L', 'T'] });
  });

  it('includes only games that are over, before the given week', () => {
    const season = [
      played(1, 3, 10),
      played(2, 3, 10, { state: 'in' }),
      played(3, 3, 10),
      played(4, 0, 0, { state: 'off' }),
    ];
    expect(teamForms(season, 3).get('CHI')?.record).toBe('0-1');
    expect(teamForms(season, 1).size).toBe(0);
  });
});

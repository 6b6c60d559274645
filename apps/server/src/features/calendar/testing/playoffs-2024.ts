import type { GameObservation } from '../../slate/observation.js';

type Final = readonly [
  id: string,
  kickoff: string,
  away: string,
  awayScore: number,
  home: string,
  homeScore: number,
];

/** Results of the 2024 playoffs, by the feed's week number (4 is the Pro Bowl). */
export const PLAYOFFS_2024: ReadonlyMap<number, readonly Final[]> = new Map([
  [
    1,
    [
      ['wc1', '2025-01-11T21:30Z', 'LAC', 12, 'HOU', 32],
      ['wc2', '2025-01-12T01:00Z', 'PIT', 14, 'BAL', 28],
      ['wc3', '2025-01-12T18:00Z', 'DEN', 7, 'BUF', 31],
      ['wc4', '2025-01-12T21:30Z', 'GB', 10, 'PHI', 22],
      ['wc5', '2025-01-13T01:00Z', 'WSH', 23, 'TB', 20],
      ['wc6', '2025-01-14T01:00Z', 'MIN', 9, 'LAR', 27],
    ],
  ],
  [
    2,
    [
      ['dr1', '2025-01-18T21:30Z', 'HOU', 14, 'KC', 23],
      ['dr2', '2025-01-19T01:00Z', 'WSH', 45, 'DET', 31],
      ['dr3', '2025-01-19T20:00Z', 'LAR', 22, 'PHI', 28],
      ['dr4', '2025-01-19T23:30Z', 'BAL', 25, 'BUF', 27],
    ],
  ],
  [
    3,
    [
      ['cc1', '2025-01-26T20:00Z', 'WSH', 23, 'PHI', 55],
      ['cc2', '2025-01-26T23:30Z', 'BUF', 29, 'KC', 32],
    ],
  ],
  [5, [['401671889', '2025-02-09T23:30Z', 'KC', 22, 'PHI', 40]]],
]);

/** Returns the games of a round as the feed shows them before or after they are played. @param kickoff of all games */
export function playoffGames(week: number, state: 'pre' | 'post', kickoff: Date): GameObservation[] {
  return (PLAYOFFS_2024.get(week) ?? []).map(([id, , away, awayScore, home, homeScore]) => ({
    id,
    season: 2024,
    seasonType: 3,
    week,
    kickoff: kickoff.toISOString(),
    timeValid: true,
    away,
    home,
    awayScore: state === 'post' ? awayScore : 0,
    homeScore: state === 'post' ? homeScore : 0,
    state,
    detail: '',
    period: 0,
    clock: '0:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
  }));
}

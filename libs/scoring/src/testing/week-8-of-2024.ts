import type { CardPicks, ScheduledGame } from '../index.js';

/** Five games of week 8, 2024, with final scores. */
const FINALS: readonly [
  id: string,
  kickoff: string,
  away: string,
  awayScore: number,
  homeScore: number,
  home: string,
][] = [
  ['401671667', '2024-10-27T17:00:00Z', 'PHI', 37, 17, 'CIN'],
  ['401671739', '2024-10-27T17:00:00Z', 'ATL', 31, 26, 'TB'],
  ['401671760', '2024-10-27T20:05:00Z', 'BUF', 31, 10, 'SEA'],
  ['401671599', '2024-10-27T20:25:00Z', 'CHI', 15, 18, 'WSH'],
  ['401671685', '2024-10-29T00:15:00Z', 'NYG', 18, 26, 'PIT'],
];

export const games: readonly ScheduledGame[] = FINALS.map(
  ([id, kickoff, away, awayScore, homeScore, home]) => ({
    id,
    week: 8,
    kickoff,
    away,
    home,
    awayScore,
    homeScore,
    state: 'post',
  }),
);

const [PHI_CIN, ATL_TB, BUF_SEA, CHI_WSH, NYG_PIT] = [
  '401671667',
  '401671739',
  '401671760',
  '401671599',
  '401671685',
] as const;

export { ATL_TB, CHI_WSH, PHI_CIN };

/** Three right picks, the banker (PHI) among them, with a joker. */
export const goodCard: CardPicks = {
  picks: { [PHI_CIN]: 'away', [ATL_TB]: 'away', [BUF_SEA]: 'home', [CHI_WSH]: 'home', [NYG_PIT]: 'away' },
  banker: PHI_CIN,
  joker: true,
};

/** Two right picks and a banker (CHI) that loses, with a joker. */
export const badCard: CardPicks = {
  picks: { [PHI_CIN]: 'away', [ATL_TB]: 'away', [BUF_SEA]: 'home', [CHI_WSH]: 'away', [NYG_PIT]: 'away' },
  banker: CHI_WSH,
  joker: true,
};

import type { ScheduledGame } from '../recording/recording.js';
import type { Competitor, Shape } from './schema.js';

/** A game whose result is known. */
export interface Result {
  away: string;
  home: string;
  awayScore: number;
  homeScore: number;
}

interface Tally {
  won: number;
  lost: number;
  tied: number;
}

/** Returns the three records that ESPN shows for a team, from the results known so far. */
export function recordsOf(
  abbr: string,
  results: readonly Result[],
  over: boolean,
  shape: Shape,
): Competitor['records'] {
  const home = tally(
    abbr,
    results.filter((result) => result.home === abbr),
  );
  const road = tally(
    abbr,
    results.filter((result) => result.away === abbr),
  );
  const overall = { won: home.won + road.won, lost: home.lost + road.lost, tied: home.tied + road.tied };
  const name = shape === '2025' ? 'overall' : over ? 'YTD' : 'All Splits';
  return [
    { name, abbreviation: over ? 'Game' : 'Any', type: 'total', summary: summary(overall) },
    { name: 'Home', type: 'home', summary: summary(home) },
    { name: 'Road', type: 'road', summary: summary(road) },
  ];
}

/** Returns the results of the weeks before `week`. */
export function earlierResults(season: readonly ScheduledGame[], week: number): Result[] {
  return season.filter((game) => game.week < week && !game.cancelled);
}

function tally(abbr: string, results: readonly Result[]): Tally {
  const sum = { won: 0, lost: 0, tied: 0 };
  for (const { home, homeScore, awayScore } of results) {
    const margin = home === abbr ? homeScore - awayScore : awayScore - homeScore;
    if (margin > 0) {
      sum.won += 1;
    } else if (margin < 0) {
      sum.lost += 1;
    } else {
      sum.tied += 1;
    }
  }
  return sum;
}

function summary({ won, lost, tied }: Tally): string {
  return tied > 0 ? `${won}-${lost}-${tied}` : `${won}-${lost}`;
}

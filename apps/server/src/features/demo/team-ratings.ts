import type { GameState } from '@sunday-live/scoring';

/** Strength of a team in points relative to the average, by abbreviation. */
export type TeamRatings = ReadonlyMap<string, number>;

/** Number of imaginary drawn games per team, which pull ratings towards the average. */
const DOUBT = 2;

/** Returns the ratings before a week, from results of earlier weeks only. */
export function ratingsBefore(games: readonly GameState[]): (week: number) => TeamRatings {
  const known = new Map<number, TeamRatings>();
  return (week) => {
    const ratings = known.get(week) ?? teamRatings(games.filter((game) => game.week < week));
    known.set(week, ratings);
    return ratings;
  };
}

/** Rates teams by the margins of finished games. Teams without one are average. */
function teamRatings(games: Iterable<GameState>): TeamRatings {
  const margins = new Map<string, { sum: number; games: number }>();
  const add = (team: string, margin: number): void => {
    const known = margins.get(team) ?? { sum: 0, games: 0 };
    margins.set(team, { sum: known.sum + margin, games: known.games + 1 });
  };
  for (const game of games) {
    if (game.state !== 'post') continue;
    add(game.home, game.homeScore - game.awayScore);
    add(game.away, game.awayScore - game.homeScore);
  }
  return new Map([...margins].map(([team, { sum, games: played }]) => [team, sum / (played + DOUBT)]));
}

import { describe, expect, it } from 'vitest';
import { forecastsBefore } from './luck.js';
import { recordedSeason } from './testing/a-season.js';

/** First week that is judged: before it no forecast has enough data. */
const FROM = 4;

/** Brier score: mean squared difference between the home team's chance and the result. */
function brier(chances: readonly { readonly chance: number; readonly won: number }[]): number {
  return chances.reduce((sum, { chance, won }) => sum + (chance - won) ** 2, 0) / chances.length;
}

function judged(year: 2024 | 2025) {
  const games = recordedSeason(year);
  const forecasts = forecastsBefore({ games });
  const before = (team: string, week: number): number => {
    const of = games.filter((game) => game.week < week && (game.home === team || game.away === team));
    const won = of.filter(({ home, homeScore, awayScore }) => (home === team) === homeScore > awayScore);
    return (won.length + 1) / (of.length + 2);
  };
  const late = games.filter(({ week, homeScore, awayScore }) => week >= FROM && homeScore !== awayScore);
  return late.map((game) => {
    const [home, away] = [before(game.home, game.week), before(game.away, game.week)];
    const won = game.homeScore > game.awayScore ? 1 : 0;
    return {
      model: { chance: forecasts.get(game.id)?.homeWins ?? Number.NaN, won },
      alwaysHome: { chance: 1, won },
      // the better record wins, the more likely the more the records differ (log5)
      record: { chance: (home * (1 - away)) / (home * (1 - away) + away * (1 - home)), won },
    };
  });
}

describe.each([2024, 2025] as const)(
  'the chances given to the games of %i, from earlier weeks only',
  (year) => {
    const games = judged(year);
    const model = brier(games.map((game) => game.model));

    it('are far better than always naming the home team, and than a coin', () => {
      expect(games.length).toBeGreaterThan(180);
      expect(model).toBeLessThan(brier(games.map((game) => game.alwaysHome)) - 0.15);
      expect(model).toBeLessThan(0.25);
    });

    it('are at least about as good as a guess by the records', () => {
      expect(model).toBeLessThan(brier(games.map((game) => game.record)) + 0.005);
    });

    it('are calibrated: of games at about the same chance, about that share is won', () => {
      for (const [low, high] of [
        [0, 0.4],
        [0.4, 0.6],
        [0.6, 1],
      ] as const) {
        const group = games.map((game) => game.model).filter(({ chance }) => chance >= low && chance < high);
        const said = group.reduce((sum, { chance }) => sum + chance, 0) / group.length;
        const happened = group.reduce((sum, { won }) => sum + won, 0) / group.length;
        // four standard errors, a limit that chance alone rarely exceeds
        expect(Math.abs(said - happened)).toBeLessThan(4 * Math.sqrt(0.25 / group.length));
      }
    });
  },
);

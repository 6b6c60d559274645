import type { LeagueSeason } from '../league-season.js';
import { ENOUGH_WEEKS, metric } from '../metric.js';
import { ranksBy, scoredOf, scoreMembers } from '../scored-weeks.js';
import type { Section } from '../section.js';
import type { Prospect, SeasonSimulation } from '../simulate-season.js';

/** Builds the section about the simulated rest of the season. */
export function simulation(input: LeagueSeason, player: string, simulated: SeasonSimulation): Section {
  const { runs, prospects, games } = simulated;
  const own = prospects.find((one) => one.player === player) as Prospect;
  const weeks = scoredOf(scoreMembers(input), player).weeks;
  const among = (of: (one: Prospect) => number): number[] => prospects.map(of);
  const errorOf = (chance: number): number => Math.sqrt((chance * (1 - chance)) / runs);
  const sample = weeks.length;
  const byExpected = ranksBy(
    among(({ expected }) => expected),
    (a, b) => b - a,
  );
  const expectedPlace = byExpected[prospects.indexOf(own)] ?? null;
  let before = 0;
  const past = weeks
    .filter(({ week }) => !own.weeks.some((open) => open.week === week))
    .map(({ week, score }) => {
      before += score.points;
      return { week, low: before, middle: before, high: before };
    });
  const band = [...past, ...own.weeks];
  return {
    metrics: [
      metric({
        key: 'wins',
        label: 'Chance to win',
        explanation: 'Share of the simulated seasons that end in first place, shared or alone.',
        unit: 'share',
        value: own.wins,
        error: errorOf(own.wins),
        sample,
        enough: ENOUGH_WEEKS,
        among: among(({ wins }) => wins),
      }),
      metric({
        key: 'top-three',
        label: 'Chance for the top three',
        explanation: 'Share of the simulated seasons that end in the top three.',
        unit: 'share',
        value: own.topThree,
        error: errorOf(own.topThree),
        sample,
        among: among(({ topThree }) => topThree),
      }),
      metric({
        key: 'expected-points',
        label: 'Points at the end',
        explanation: 'Average of the simulated seasons; eight in ten end between the next two numbers.',
        unit: 'points',
        value: Math.round(own.expected),
        sample,
        among: among(({ expected }) => Math.round(expected)),
      }),
      metric({
        key: 'points-low',
        label: 'With bad luck',
        explanation: 'One simulated season in ten ends below this.',
        unit: 'points',
        value: own.band.low,
        sample,
        among: among(({ band: { low } }) => low),
      }),
      metric({
        key: 'points-high',
        label: 'With good luck',
        explanation: 'One simulated season in ten ends above this.',
        unit: 'points',
        value: own.band.high,
        sample,
        among: among(({ band: { high } }) => high),
      }),
      metric({
        key: 'expected-place',
        label: 'Place by expected points',
        explanation: 'Place in the league by the average points of the simulated seasons.',
        unit: 'rank',
        value: expectedPlace,
        sample,
      }),
    ],
    charts:
      band.length === 0
        ? []
        : [
            {
              key: 'points-band',
              title: 'Likely points of the season',
              kind: 'band',
              labelName: 'Week',
              labels: band.map(({ week }) => String(week)),
              unit: 'points',
              series: [
                { label: 'Good luck', role: 'high', values: band.map(({ high }) => high) },
                { label: 'Middle', role: 'own', values: band.map(({ middle }) => middle) },
                { label: 'Bad luck', role: 'low', values: band.map(({ low }) => low) },
              ],
            },
          ],
    tables: [],
    notes: [
      games === 0
        ? 'Every game is over: this is how the season ended.'
        : `${runs} simulated seasons of the ${games} remaining games. Team strengths come from this season's results, future picks from each player's habits; games in progress are simulated from the start.`,
    ],
  };
}

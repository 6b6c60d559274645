import type { LeagueSeason } from '../league-season.js';
import type { Luck } from '../luck.js';
import { ENOUGH_PICKS, metric } from '../metric.js';
import { normalBelow } from '../normal.js';
import type { Section } from '../section.js';

/** Points against what the cards were worth before the games. */
export function luck(_input: LeagueSeason, player: string, all: readonly Luck[]): Section {
  const own = all.find((one) => one.player === player) as Luck;
  const playing = all.filter(({ picks }) => picks > 0);
  const known = own.picks > 0;
  const standard = ({ actual, expected, spread }: Luck): number | null =>
    spread === 0 ? null : (actual - expected) / spread;
  const score = standard(own);
  const shared = { sample: own.picks, enough: ENOUGH_PICKS };
  return {
    metrics: [
      metric({
        key: 'luck-points',
        label: 'Luck in points',
        explanation: 'Points scored less points to be expected, from the chances before each week.',
        unit: 'points',
        value: known ? own.actual - own.expected : null,
        among: playing.map(({ actual, expected }) => actual - expected),
        ...shared,
      }),
      metric({
        key: 'expected-points',
        label: 'Points to be expected',
        explanation: 'What the same cards bring on average.',
        unit: 'points',
        value: known ? own.expected : null,
        among: playing.map(({ expected }) => expected),
        ...shared,
      }),
      metric({
        key: 'expected-spread',
        label: 'Usual distance',
        explanation: 'How far luck alone usually carries these cards from the expected points.',
        unit: 'points',
        value: known ? own.spread : null,
        ...shared,
      }),
      metric({
        key: 'luck-rank',
        label: 'Luckier than',
        explanation: 'How many of a hundred seasons with the same cards would have brought less.',
        unit: 'share',
        value: score === null ? null : normalBelow(score),
        among: playing.map(standard).map((value) => (value === null ? null : normalBelow(value))),
        ...shared,
      }),
    ],
    charts:
      own.weeks.length === 0
        ? []
        : [
            {
              key: 'luck-by-week',
              title: 'Points, and points to be expected',
              kind: 'line',
              labelName: 'Week',
              labels: own.weeks.map(({ week }) => String(week)),
              unit: 'points',
              series: [
                { label: 'Scored', role: 'own', values: own.weeks.map(({ actual }) => actual) },
                { label: 'Expected', role: 'league', values: own.weeks.map(({ expected }) => expected) },
              ],
            },
          ],
    tables: [],
    notes: ['Chances come from the results before each week; early in a season they know little.'],
  };
}

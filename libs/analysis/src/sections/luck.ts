import type { LeagueSeason } from '../league-season.js';
import type { Luck } from '../luck.js';
import { ENOUGH_PICKS, metric } from '../metric.js';
import { overWeeks } from '../scored-weeks.js';
import type { Section } from '../section.js';
import { normalBelow } from '../strengths.js';

/** Builds the section that compares points with what the cards were worth before the games. */
export function luck(input: LeagueSeason, player: string, all: readonly Luck[]): Section {
  const own = all.find((one) => one.player === player) as Luck;
  const playing = all.filter(({ picks }) => picks > 0);
  const known = own.picks > 0;
  const standard = ({ actual, expected, spread }: Luck): number | null =>
    spread === 0 ? null : (actual - expected) / spread;
  const score = standard(own);
  const over = overWeeks(input);
  const weeks = own.weeks.filter(({ week }) => over.has(week));
  const shared = { sample: own.picks, enough: ENOUGH_PICKS };
  return {
    metrics: [
      metric({
        key: 'luck-points',
        label: 'Luck in points',
        explanation: 'Points scored minus expected points, by the chances before each week.',
        unit: 'points',
        value: known ? own.actual - own.expected : null,
        among: playing.map(({ actual, expected }) => actual - expected),
        merit: false,
        ...shared,
      }),
      metric({
        key: 'expected-points',
        label: 'Expected points',
        explanation: 'Points that the same cards win on average.',
        unit: 'points',
        value: known ? own.expected : null,
        among: playing.map(({ expected }) => expected),
        ...shared,
      }),
      metric({
        key: 'expected-spread',
        label: 'Usual spread',
        explanation: 'How far luck alone usually moves these cards from the expected points.',
        unit: 'points',
        value: known ? own.spread : null,
        ...shared,
      }),
      metric({
        key: 'luck-rank',
        label: 'Luckier than',
        explanation: 'Share of the possible seasons with the same cards that would have scored less.',
        unit: 'share',
        value: score === null ? null : luckier(score),
        among: playing.map(standard).map((value) => (value === null ? null : luckier(value))),
        merit: false,
        ...shared,
      }),
    ],
    charts:
      weeks.length === 0
        ? []
        : [
            {
              key: 'luck-by-week',
              title: 'Points and expected points',
              kind: 'line',
              labelName: 'Week',
              labels: weeks.map(({ week }) => String(week)),
              unit: 'points',
              series: [
                { label: 'Scored', role: 'own', values: weeks.map(({ actual }) => actual) },
                { label: 'Expected', role: 'league', values: weeks.map(({ expected }) => expected) },
              ],
            },
          ],
    tables: [],
    notes: ['Chances use only the results before each week; early in a season there are few.'],
  };
}

/** Keeps the share away from 0 and 1, because nobody is luckier than all possible seasons. */
function luckier(score: number): number {
  return Math.min(1 - 1e-9, Math.max(1e-9, normalBelow(score)));
}

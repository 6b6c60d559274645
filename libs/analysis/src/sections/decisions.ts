import type { Decisions, WeekDecisions } from '../decisions.js';
import type { LeagueSeason } from '../league-season.js';
import { metric } from '../metric.js';
import { overWeeks } from '../scored-weeks.js';
import type { Section } from '../section.js';

/** Builds the section about the worth of each week's picks, banker and joker. */
export function decisions(input: LeagueSeason, player: string, all: readonly Decisions[]): Section {
  const own = all.find((one) => one.player === player) as Decisions;
  const playing = all.filter(({ weeks }) => weeks.length > 0);
  const sample = own.weeks.length;
  const over = overWeeks(input);
  const weeks = own.weeks.filter(({ week }) => over.has(week));
  const value = (of: (total: Decisions['total']) => number): number | null =>
    sample === 0 ? null : of(own.total);
  const among = (of: (total: Decisions['total']) => number): number[] =>
    playing.map(({ total }) => of(total));
  const all3 = ({ picks, banker, joker }: Omit<WeekDecisions, 'week'>): number => picks + banker + joker;
  return {
    metrics: [
      metric({
        key: 'picks-value',
        label: 'Value of the picks',
        explanation: 'Points compared with the most common picks of the league, without bankers.',
        unit: 'points',
        value: value(({ picks }) => picks),
        sample,
        among: among(({ picks }) => picks),
      }),
      metric({
        key: 'banker-value',
        label: 'Value of the bankers',
        explanation: 'Points compared with the same cards without a banker, before jokers.',
        unit: 'points',
        value: value(({ banker }) => banker),
        sample,
        among: among(({ banker }) => banker),
      }),
      metric({
        key: 'joker-value',
        label: 'Value of the jokers',
        explanation: 'Points compared with the same cards without a joker.',
        unit: 'points',
        value: value(({ joker }) => joker),
        sample,
        among: among(({ joker }) => joker),
      }),
    ],
    charts:
      weeks.length === 0
        ? []
        : [
            {
              key: 'value-by-week',
              title: 'Value of the decisions by week',
              kind: 'bars',
              labelName: 'Week',
              labels: weeks.map(({ week }) => String(week)),
              unit: 'points',
              series: [{ label: 'Points', role: 'own', values: weeks.map(all3) }],
            },
          ],
    tables: [
      {
        key: 'decisions',
        title: 'Decisions by week',
        columns: [
          { label: 'Week', unit: 'text' },
          { label: 'Picks', unit: 'points' },
          { label: 'Banker', unit: 'points' },
          { label: 'Joker', unit: 'points' },
        ],
        rows: own.weeks.map(({ week, picks, banker, joker }) => [String(week), picks, banker, joker]),
      },
    ],
    notes: [],
  };
}

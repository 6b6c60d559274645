import { RULES } from '@sunday-live/scoring';
import type { Hindsight } from '../hindsight.js';
import type { LeagueSeason } from '../league-season.js';
import { metric, share } from '../metric.js';
import type { Section } from '../section.js';

/** Builds the section about the best bankers and jokers, now that the results are known. */
export function hindsight(input: LeagueSeason, player: string, all: readonly Hindsight[]): Section {
  if (RULES[input.rules].banker === null) {
    return { metrics: [], charts: [], tables: [], notes: ['This league plays without bankers and jokers.'] };
  }
  const own = all.find((one) => one.player === player) as Hindsight;
  const playing = all.filter(({ weeks }) => weeks.length > 0);
  const known = own.weeks.length > 0;
  const sample = own.weeks.length;
  const regret = ({ best, actual }: Hindsight): number => best - actual;
  return {
    metrics: [
      metric({
        key: 'regret',
        label: 'Left on the table',
        explanation: 'Points that the best bankers and jokers would have added, with the same picks.',
        unit: 'points',
        value: known ? regret(own) : null,
        sample,
        among: playing.map(regret),
        better: 'less',
      }),
      metric({
        key: 'best-points',
        label: 'Best possible',
        explanation: 'Points with the best bankers, each team once, and the best jokers.',
        unit: 'points',
        value: known ? own.best : null,
        sample,
        among: playing.map(({ best }) => best),
      }),
      metric({
        key: 'use',
        label: 'Share achieved',
        explanation: 'Share of the best possible points that were scored.',
        unit: 'share',
        value: known && own.best > 0 ? share(own.actual, own.best) : null,
        sample,
        among: playing.map(({ actual, best }) => (best > 0 ? actual / best : null)),
      }),
    ],
    charts: [],
    tables: [
      {
        key: 'best-bankers',
        title: 'The best bankers',
        columns: [
          { label: 'Week', unit: 'text' },
          { label: 'Banker', unit: 'text' },
          { label: 'Joker', unit: 'text' },
          { label: 'Best', unit: 'points' },
          { label: 'Scored', unit: 'points' },
        ],
        rows: own.weeks.map(({ week, team, joker, best, actual }) => [
          String(week),
          team ?? 'none',
          joker ? 'yes' : '',
          best,
          actual,
        ]),
      },
    ],
    notes: [],
  };
}

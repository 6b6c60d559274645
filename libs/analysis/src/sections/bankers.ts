import { bankerTeam, gamesByWeek, RULES, scoreCard } from '@sunday-live/scoring';
import type { LeagueSeason } from '../league-season.js';
import { metric, share, sum } from '../metric.js';
import { type ScoredMember, type ScoredWeek, scoredOf, scoreMembers } from '../scored-weeks.js';
import type { Section } from '../section.js';

const ENOUGH_BANKERS = 5;

/** Builds the section about bankers and jokers, with the points that they won and cost. */
export function bankers(input: LeagueSeason, player: string): Section {
  const rules = RULES[input.rules];
  if (rules.banker === null) {
    return { metrics: [], charts: [], tables: [], notes: ['This league plays without bankers and jokers.'] };
  }
  const scored = scoreMembers(input);
  const own = scoredOf(scored, player);
  const byWeek = gamesByWeek(input.games);
  const laid = (one: ScoredMember): ScoredWeek[] =>
    one.weeks.filter(({ score }) => score.bankerPoints !== null);
  const brought = (one: ScoredMember): number => sum(laid(one).map(({ score }) => score.bankerPoints ?? 0));
  const won = (one: ScoredMember): number =>
    laid(one).filter(({ score }) => (score.bankerPoints ?? 0) > 0).length;
  /** Points that the joker of a week added: the card with it, minus the card without it. */
  const jokerOf = ({ week, card, joker, score }: ScoredWeek): number | null =>
    joker ? score.points - scoreCard(card, byWeek.get(week) ?? new Map(), rules, false).points : null;
  const jokers = (one: ScoredMember): number[] => one.weeks.map(jokerOf).filter((value) => value !== null);
  const bankersLaid = laid(own).length;
  const jokersLaid = jokers(own).length;
  const withAny = scored.filter((one) => laid(one).length > 0);
  return {
    metrics: [
      metric({
        key: 'banker-points',
        label: 'Points by bankers',
        explanation: 'Points won by all bankers minus points lost, jokers included.',
        unit: 'points',
        value: bankersLaid === 0 ? null : brought(own),
        sample: bankersLaid,
        enough: ENOUGH_BANKERS,
        among: withAny.map(brought),
      }),
      metric({
        key: 'banker-rate',
        label: 'Bankers that won',
        explanation: 'Share of the bankers whose team won.',
        unit: 'share',
        value: share(won(own), bankersLaid),
        sample: bankersLaid,
        enough: ENOUGH_BANKERS,
        among: withAny.map((one) => share(won(one), laid(one).length)),
      }),
      metric({
        key: 'joker-points',
        label: 'Points by jokers',
        explanation: 'Points that the jokers added to the same cards, or cost.',
        unit: 'points',
        value: jokersLaid === 0 ? null : sum(jokers(own)),
        sample: jokersLaid,
        enough: 3,
        among: scored.map((one) => (jokers(one).length === 0 ? null : sum(jokers(one)))),
      }),
    ],
    charts: [],
    tables: [
      {
        key: 'bankers',
        title: 'Every banker',
        columns: [
          { label: 'Week', unit: 'text' },
          { label: 'Banker', unit: 'text' },
          { label: 'Points', unit: 'points' },
          { label: 'By the joker', unit: 'points' },
        ],
        rows: laid(own).map((entry) => {
          const game = byWeek.get(entry.week)?.get(entry.card.banker ?? '');
          const team = game === undefined ? '' : bankerTeam(entry.card, game);
          return [String(entry.week), team, entry.score.bankerPoints, jokerOf(entry)];
        }),
      },
    ],
    notes: [],
  };
}

import type { LeagueSeason } from '../league-season.js';
import { deviation, mean, metric } from '../metric.js';
import {
  begunWeeks,
  overWeeks,
  ranksOf,
  type ScoredMember,
  scoredOf,
  scoreOverWeeks,
} from '../scored-weeks.js';
import type { Section } from '../section.js';

/**
 * Builds the section about weeks that are over, compared with the league's average, and the places after each
 * week.
 */
export function weeks(input: LeagueSeason, player: string): Section {
  const scored = scoreOverWeeks(input).filter(
    ({ member, weeks: of }) => of.length > 0 || member.id === player,
  );
  const own = scoredOf(scored, player);
  const over = [...overWeeks(input)];
  const open = begunWeeks(input).filter((week) => !over.includes(week));
  const pointsOf = (one: ScoredMember, week: number): number | null =>
    one.weeks.find((entry) => entry.week === week)?.score.points ?? null;
  const lines = over.map((week) => {
    const all = scored.map((one) => pointsOf(one, week));
    const at = scored.indexOf(own);
    const ofWeek = scored.map(({ weeks: of }) => of.filter((entry) => entry.week === week));
    const until = scored.map(({ weeks: of }) => of.filter((entry) => entry.week <= week));
    const average = mean(all.filter((points) => points !== null));
    return {
      week,
      points: all[at] ?? null,
      average,
      weekPlace: ranksOf(ofWeek, 'week')[at] ?? null,
      place: ranksOf(until, 'season')[at] ?? null,
    };
  });
  const labels = over.map(String);
  const byPlayer = (of: (points: readonly number[]) => number | null): (number | null)[] =>
    scored.map(({ weeks: all }) => of(all.map(({ score }) => score.points)));
  const best = (one: ScoredMember): number =>
    one.weeks.filter(
      ({ week, score }) => score.points === Math.max(...scored.map((other) => pointsOf(other, week) ?? -1e9)),
    ).length;
  const above = (one: ScoredMember): number =>
    one.weeks.filter(({ week, score }) => {
      const average = lines.find((line) => line.week === week)?.average;
      return average !== null && average !== undefined && score.points > average;
    }).length;
  const count = own.weeks.length;
  const orNull = (value: number): number | null => (count === 0 ? null : value);
  return {
    metrics: [
      metric({
        key: 'weeks-won',
        label: 'Weeks won',
        explanation: 'Weeks with the most points of the league, shared or alone.',
        unit: 'count',
        value: orNull(best(own)),
        sample: count,
        among: scored.map(best),
      }),
      metric({
        key: 'weeks-above-average',
        label: 'Weeks above average',
        explanation: 'Weeks with more points than the league scored on average.',
        unit: 'count',
        value: orNull(above(own)),
        sample: count,
        among: scored.map(above),
      }),
      metric({
        key: 'best-week',
        label: 'Best week',
        explanation: 'Most points in a single week.',
        unit: 'points',
        value: orNull(Math.max(...own.weeks.map(({ score }) => score.points))),
        sample: count,
        among: byPlayer((points) => (points.length === 0 ? null : Math.max(...points))),
      }),
      metric({
        key: 'ups-and-downs',
        label: 'Ups and downs',
        explanation: 'How far a week usually is from the own average; lower is steadier.',
        unit: 'points',
        value: orNull(deviation(own.weeks.map(({ score }) => score.points)) ?? 0),
        sample: count,
        among: byPlayer(deviation),
        better: 'less',
      }),
    ],
    charts:
      over.length === 0
        ? []
        : [
            {
              key: 'points-by-week',
              title: 'Points by week against the league',
              kind: 'line',
              labelName: 'Week',
              labels,
              unit: 'points',
              series: [
                { label: own.member.name, role: 'own', values: lines.map(({ points }) => points) },
                { label: 'Average', role: 'league', values: lines.map(({ average }) => average) },
              ],
            },
            {
              key: 'places',
              title: 'Place after each week',
              kind: 'places',
              labelName: 'Week',
              labels,
              unit: 'rank',
              series: [{ label: own.member.name, role: 'own', values: lines.map(({ place }) => place) }],
            },
          ],
    tables: [
      {
        key: 'weeks',
        title: 'Week by week',
        columns: [
          { label: 'Week', unit: 'text' },
          { label: 'Points', unit: 'points' },
          { label: 'Average', unit: 'points' },
          { label: 'Place in the week', unit: 'rank' },
          { label: 'Place after it', unit: 'rank' },
        ],
        rows: lines.map((line) => [String(line.week), line.points, line.average, line.weekPlace, line.place]),
      },
    ],
    notes: open.map((week) => `Week ${week} is not over, so it is not counted here.`),
  };
}

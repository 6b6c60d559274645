import type { LeagueSeason } from '../league-season.js';
import { ENOUGH_PICKS, metric, share } from '../metric.js';
import { type ScoredMember, scoredOf, scoreMembers } from '../scored-weeks.js';
import type { Section } from '../section.js';

interface Duel {
  readonly name: string;
  readonly won: number;
  readonly lost: number;
  readonly level: number;
  /** Own points minus the other's, in weeks that both played. */
  readonly swing: number;
  readonly common: number;
  readonly same: number;
}

/** Compares the player with each of the other players of the report. */
export function headToHead(input: LeagueSeason, player: string, chosen: readonly string[]): Section {
  const scored = scoreMembers(input);
  const own = scoredOf(scored, player);
  const duels = chosen.filter((id) => id !== player).map((id) => duel(own, scoredOf(scored, id)));
  const total = (of: (one: Duel) => number): number => duels.reduce((sum, one) => sum + of(one), 0);
  const weeks = total(({ won, lost, level }) => won + lost + level);
  const common = total((one) => one.common);
  return {
    metrics: [
      metric({
        key: 'weeks-won-against',
        label: 'Weeks won',
        explanation: 'Share of the weeks with more points than the other player; level weeks count half.',
        unit: 'share',
        value: share(
          total(({ won, level }) => won + level / 2),
          weeks,
        ),
        sample: weeks,
      }),
      metric({
        key: 'points-swing',
        label: 'Points ahead',
        explanation: 'Own points minus those of the others, in the weeks that both played.',
        unit: 'points',
        value: weeks === 0 ? null : total(({ swing }) => swing),
        sample: weeks,
      }),
      metric({
        key: 'picks-in-common',
        label: 'Picks in common',
        explanation: 'How often both chose the same team in games that both picked.',
        unit: 'share',
        value: share(
          total(({ same }) => same),
          common,
        ),
        sample: common,
        enough: ENOUGH_PICKS,
      }),
    ],
    charts: [],
    tables: [
      {
        key: 'duels',
        title: 'Against each player',
        columns: [
          { label: 'Player', unit: 'text' },
          { label: 'Won', unit: 'count' },
          { label: 'Lost', unit: 'count' },
          { label: 'Level', unit: 'count' },
          { label: 'Points ahead', unit: 'points' },
          { label: 'Same picks', unit: 'share' },
        ],
        rows: duels.map((one) => [
          one.name,
          one.won,
          one.lost,
          one.level,
          one.swing,
          share(one.same, one.common),
        ]),
      },
    ],
    notes: [],
  };
}

function duel(own: ScoredMember, other: ScoredMember): Duel {
  let [won, lost, level, swing, common, same] = [0, 0, 0, 0, 0, 0];
  for (const { week, card, score } of own.weeks) {
    const theirs = other.weeks.find((entry) => entry.week === week);
    if (theirs === undefined) continue;
    const difference = score.points - theirs.score.points;
    if (difference > 0) won += 1;
    else if (difference < 0) lost += 1;
    else level += 1;
    swing += difference;
    for (const id of score.byGame.keys()) {
      if (!theirs.score.byGame.has(id)) continue;
      common += 1;
      if (theirs.card.picks[id] === card.picks[id]) same += 1;
    }
  }
  return { name: other.member.name, won, lost, level, swing, common, same };
}

import type { LeagueSeason } from '../league-season.js';
import { ENOUGH_PICKS, mean, metric, share } from '../metric.js';
import { ranksOf, type ScoredMember, scoredOf, scoreMembers, scoreOverWeeks } from '../scored-weeks.js';
import type { Metric, Section, Table } from '../section.js';

/** Builds the section with season and all-time totals. */
export function totals(input: LeagueSeason, player: string): Section {
  const scored = scoreMembers(input);
  const own = scoredOf(scored, player);
  const playing = scored.filter(({ weeks }) => weeks.length > 0);
  const weeks = own.weeks.length;
  const played = (value: number | null): number | null => (weeks === 0 ? null : value);
  const among = (of: (one: ScoredMember) => number | null): (number | null)[] => playing.map(of);
  const ranks = ranksOf(
    playing.map((one) => one.weeks),
    'season',
  );
  const over = new Map(scoreOverWeeks(input).map((one) => [one.member.id, one.weeks]));
  const overOf = (one: ScoredMember) => over.get(one.member.id) ?? [];
  const perWeek = (one: ScoredMember): number | null => mean(overOf(one).map(({ score }) => score.points));
  const hits = (one: ScoredMember): number | null => share(one.right, one.counted);
  const metrics = [
    metric({
      key: 'points',
      label: 'Points',
      explanation: 'All points of the season so far, by the rules of the league.',
      unit: 'points',
      value: played(own.points),
      sample: weeks,
      among: among(({ points }) => points),
    }),
    metric({
      key: 'rank',
      label: 'Place',
      explanation: 'Place in the standings of the players with a card this season.',
      unit: 'rank',
      value: played(ranks[playing.indexOf(own)] ?? null),
      sample: weeks,
      among: ranks,
      better: 'less',
    }),
    metric({
      key: 'points-per-week',
      label: 'Points a week',
      explanation: 'Average of the finished weeks with a card.',
      unit: 'points',
      value: perWeek(own),
      sample: overOf(own).length,
      among: among(perWeek),
    }),
    metric({
      key: 'right',
      label: 'Right picks',
      explanation: 'Picks of teams that won, or that lead now.',
      unit: 'count',
      value: played(own.right),
      sample: own.counted,
      enough: ENOUGH_PICKS,
      among: among(({ right }) => right),
    }),
    metric({
      key: 'hit-rate',
      label: 'Hit rate',
      explanation: 'Share of the counted picks that were right.',
      unit: 'share',
      value: hits(own),
      sample: own.counted,
      enough: ENOUGH_PICKS,
      among: among(hits),
    }),
  ];
  return {
    metrics: [...metrics, ...allTime(input, own)],
    charts: [],
    tables: pastSeasons(input, player),
    notes: sampleNote(input),
  };
}

function allTime({ past, members }: LeagueSeason, own: ScoredMember): Metric[] {
  if (past.length === 0) return [];
  const before = (id: string): number =>
    past.reduce((sum, { results }) => sum + (results[id]?.points ?? 0), 0);
  const seasons = past.filter(({ results }) => results[own.member.id] !== undefined).length;
  const scoredBefore = members.map(({ id }) => before(id));
  return [
    metric({
      key: 'points-before',
      label: 'Points of earlier seasons',
      explanation: 'All points of the seasons before this one.',
      unit: 'points',
      value: seasons === 0 ? null : before(own.member.id),
      sample: seasons,
      enough: 2,
      among: scoredBefore,
    }),
    metric({
      key: 'points-all-time',
      label: 'All-time points',
      explanation: 'Points of this season and all before it.',
      unit: 'points',
      value: before(own.member.id) + own.points,
      sample: seasons + (own.weeks.length > 0 ? 1 : 0),
      enough: 2,
    }),
  ];
}

function pastSeasons({ past }: LeagueSeason, player: string): Table[] {
  const rows = past.flatMap(({ season, results }) => {
    const found = results[player];
    return found === undefined ? [] : [[String(season), found.rank, found.points, found.right, found.played]];
  });
  if (rows.length === 0) return [];
  return [
    {
      key: 'seasons',
      title: 'Earlier seasons',
      columns: [
        { label: 'Season', unit: 'text' },
        { label: 'Place', unit: 'rank' },
        { label: 'Points', unit: 'points' },
        { label: 'Right', unit: 'count' },
        { label: 'Played', unit: 'count' },
      ],
      rows,
    },
  ];
}

/**
 * Returns a note, once in a report, that places and percentiles in a very large league come from a sample.
 */
function sampleNote({ sampledFrom, members }: LeagueSeason): string[] {
  if (sampledFrom === null) return [];
  return [`Compared with a random sample of ${members.length} of the league’s ${sampledFrom} players.`];
}

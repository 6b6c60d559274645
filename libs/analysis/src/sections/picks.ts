import type { Side } from '@sunday-live/scoring';
import { type AnalysedGame, type LeagueSeason, memberOf } from '../league-season.js';
import { ENOUGH_PICKS, metric, share } from '../metric.js';
import { scoredOf, scoreMembers } from '../scored-weeks.js';
import type { Metric, Section } from '../section.js';

interface CountedPick {
  readonly game: AnalysedGame;
  readonly side: Side;
  readonly right: boolean;
  readonly points: number;
}

interface Habit {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
  readonly is: (pick: CountedPick) => boolean;
}

const HABITS: readonly Habit[] = [
  {
    key: 'home',
    label: 'Home teams',
    explanation: 'How often picked home teams won.',
    is: ({ side }) => side === 'home',
  },
  {
    key: 'road',
    label: 'Road teams',
    explanation: 'How often picked road teams won.',
    is: ({ side }) => side === 'away',
  },
  {
    key: 'favourites',
    label: 'Favourites',
    explanation: 'How often picked favourites won, of games with known odds.',
    is: ({ game, side }) => game.favourite === side,
  },
  {
    key: 'underdogs',
    label: 'Underdogs',
    explanation: 'How often picked underdogs won, of games with known odds.',
    is: ({ game, side }) => game.favourite !== null && game.favourite !== side,
  },
];

/** Builds the section about right picks by team, by home and road, by favourite and underdog. */
export function picks(input: LeagueSeason, player: string): Section {
  const byPlayer = countedPicks(input);
  const own = byPlayer.get(memberOf(input, player).id) ?? [];
  const everybody = [...byPlayer.values()];
  const rate = (all: readonly CountedPick[], { is }: Habit): number | null => {
    const chosen = all.filter(is);
    return share(chosen.filter(({ right }) => right).length, chosen.length);
  };
  const metrics: Metric[] = HABITS.map((habit) =>
    metric({
      key: `right-${habit.key}`,
      label: habit.label,
      explanation: habit.explanation,
      unit: 'share',
      value: rate(own, habit),
      sample: own.filter(habit.is).length,
      enough: ENOUGH_PICKS,
      among: everybody.map((all) => rate(all, habit)),
    }),
  );
  const bold = (all: readonly CountedPick[]): number | null => {
    const known = all.filter(({ game }) => game.favourite !== null);
    return share(known.filter(({ game, side }) => game.favourite !== side).length, known.length);
  };
  metrics.push(
    metric({
      key: 'boldness',
      label: 'Underdogs picked',
      explanation: 'Share of the picks on the underdog.',
      unit: 'share',
      value: bold(own),
      sample: own.filter(({ game }) => game.favourite !== null).length,
      enough: ENOUGH_PICKS,
      among: everybody.map(bold),
      merit: false,
    }),
  );
  return { metrics, charts: [], tables: [byTeam(own)], notes: [] };
}

function countedPicks(input: LeagueSeason): Map<string, CountedPick[]> {
  const games = new Map(input.games.map((game) => [game.id, game]));
  const scored = scoreMembers(input);
  return new Map(
    input.members.map(({ id }) => {
      const all = scoredOf(scored, id).weeks.flatMap(({ card, score }) =>
        [...score.byGame].flatMap(([gameId, { right, points }]) => {
          const [game, side] = [games.get(gameId), card.picks[gameId]];
          return game === undefined || side === undefined ? [] : [{ game, side, right, points }];
        }),
      );
      return [id, all];
    }),
  );
}

/** Returns the table of picked teams, most picked first. */
function byTeam(own: readonly CountedPick[]): Section['tables'][number] {
  const teams = new Map<string, { picked: number; right: number; points: number }>();
  for (const { game, side, right, points } of own) {
    const team = teams.get(game[side]) ?? { picked: 0, right: 0, points: 0 };
    team.picked += 1;
    team.right += right ? 1 : 0;
    team.points += points;
    teams.set(game[side], team);
  }
  return {
    key: 'teams',
    title: 'Teams picked',
    columns: [
      { label: 'Team', unit: 'text' },
      { label: 'Picked', unit: 'count' },
      { label: 'Right', unit: 'count' },
      { label: 'Points', unit: 'points' },
    ],
    rows: [...teams]
      .sort(([a, one], [b, two]) => two.picked - one.picked || two.points - one.points || (a < b ? -1 : 1))
      .map(([team, { picked, right, points }]) => [team, picked, right, points]),
  };
}

import {
  type GameState,
  gamesByWeek,
  JOKERS_PER_SEASON,
  type Side,
  usedBankers,
  usedJokers,
  validateCard,
  type WeekCard,
} from '@sunday-live/scoring';
import type { Random } from './random.js';

/** Strength of a team in points relative to the average, by abbreviation. */
export type TeamRatings = ReadonlyMap<string, number>;

/** Number of imaginary drawn games per team, which pull ratings towards the average. */
const DOUBT = 2;

/** Returns the ratings before a week, from results of earlier weeks only. */
export function ratingsBefore(games: readonly GameState[]): (week: number) => TeamRatings {
  const known = new Map<number, TeamRatings>();
  return (week) => {
    const ratings = known.get(week) ?? teamRatings(games.filter((game) => game.week < week));
    known.set(week, ratings);
    return ratings;
  };
}

/** Rates teams by the margins of finished games. Teams without one are average. */
function teamRatings(games: Iterable<GameState>): TeamRatings {
  const margins = new Map<string, { sum: number; games: number }>();
  const add = (team: string, margin: number): void => {
    const known = margins.get(team) ?? { sum: 0, games: 0 };
    margins.set(team, { sum: known.sum + margin, games: known.games + 1 });
  };
  for (const game of games) {
    if (game.state !== 'post') continue;
    add(game.home, game.homeScore - game.awayScore);
    add(game.away, game.awayScore - game.homeScore);
  }
  return new Map([...margins].map(([team, { sum, games: played }]) => [team, sum / (played + DOUBT)]));
}

/** How a demo player makes cards. */
export interface Habits {
  /** favourite team's abbreviation */
  readonly team: string | null;
  /** Weeks without a card. */
  readonly missed: ReadonlySet<number>;
  /** Weeks with a joker. */
  readonly jokers: ReadonlySet<number>;
  /** Typical misjudgement of a game, in points. */
  readonly noise: number;
}

const HOME_ADVANTAGE = 1.8;
const LOYALTY = 4;
/** The banker is chosen at random among this many of the best road teams. */
const BANKER_CHOICE = 3;

/**
 * Makes a player's cards for the games of these weeks, by the rules: the better team with some noise, and no road team
 * as banker twice. Throws an Error if a card breaks the rules.
 */
export function demoCards(
  habits: Habits,
  games: readonly GameState[],
  ratingsOf: (week: number) => TeamRatings,
  random: Random,
): WeekCard[] {
  const season = gamesByWeek(games);
  const cards: WeekCard[] = [];
  for (const [week, ofWeek] of [...season].sort(([a], [b]) => a - b)) {
    if (habits.missed.has(week)) continue;
    const used = usedBankers(cards, season, week);
    const card = demoCard(
      { week, joker: habits.jokers.has(week), spent: new Set(used.map(({ team }) => team)) },
      [...ofWeek.values()].filter((game) => game.state !== 'off'),
      (game) => impression(game, habits, ratingsOf(week), random),
      random,
    );
    const problems = validateCard({
      type: 'regular',
      card,
      games: ofWeek.values(),
      locked: new Set(),
      stored: null,
      usedBankers: used,
      usedJokers: usedJokers(cards, week),
      jokersPerSeason: JOKERS_PER_SEASON,
    });
    if (problems.length > 0) throw new Error(`a demo card breaks the rules: ${JSON.stringify(problems)}`);
    cards.push(card);
  }
  return cards;
}

/** Estimates how much better the home team looks to this player, in points. */
function impression(game: GameState, habits: Habits, ratings: TeamRatings, random: Random): number {
  const edge = (ratings.get(game.home) ?? 0) - (ratings.get(game.away) ?? 0) + HOME_ADVANTAGE;
  const loyalty = game.home === habits.team ? LOYALTY : game.away === habits.team ? -LOYALTY : 0;
  return edge + loyalty + random.around(habits.noise);
}

function demoCard(
  { week, joker, spent }: { week: number; joker: boolean; spent: ReadonlySet<string> },
  games: readonly GameState[],
  edgeOf: (game: GameState) => number,
  random: Random,
): WeekCard {
  const judged = games.map((game) => ({ game, edge: edgeOf(game) })).sort((a, b) => a.edge - b.edge);
  const road = judged.filter(({ game }) => !spent.has(game.away));
  const liked = road.filter(({ edge }) => edge < 0).slice(0, BANKER_CHOICE);
  // no road team left is expected to win: take the least bad one
  const banker = liked.length > 0 ? random.pick(liked) : road[0];
  const picks: Record<string, Side> = {};
  for (const { game, edge } of judged) {
    picks[game.id] = edge < 0 || game.id === banker?.game.id ? 'away' : 'home';
  }
  return { week, picks, banker: banker?.game.id ?? null, joker };
}

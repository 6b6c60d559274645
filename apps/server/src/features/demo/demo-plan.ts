import {
  DEFAULT_RULES,
  type GameState,
  RULES,
  RULES_NAMES,
  type RulesName,
  seasonStandings,
  type WeekCard,
} from '@sunday-live/scoring';
import { demoCards, type Habits, ratingsBefore, type TeamRatings } from './demo-cards.js';
import { DEMO_ADMIN, DEMO_OTHERS, DEMO_PLAYER, type DemoPerson } from './demo-people.js';
import { Random } from './random.js';

/** A player of the demo with all cards. */
export interface PlannedPlayer extends DemoPerson {
  readonly role: 'demo-player' | 'demo-admin' | 'other';
  readonly cards: readonly WeekCard[];
}

/** A league of the demo. Members are indexes into the list of players, the commissioner first. */
export interface PlannedLeague {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly code: string;
  readonly members: readonly number[];
}

export interface DemoPlan {
  readonly players: readonly PlannedPlayer[];
  readonly leagues: readonly PlannedLeague[];
}

const SEED = 2024;
/** Number of simulated seasons of the visitor's player; the one nearest to mid-table is used. */
const PASTS = 24;
/** Typical misjudgement of a game, in points, of the best and the worst player. */
const NOISE = { best: 1, worst: 8 };

/**
 * Plans the players, leagues and cards of the demo. The same games give the same plan.
 * @param games all games of the weeks that have cards, up to and including the current one
 * @param week the current week, whose end visitors see live
 */
export function demoPlan(games: readonly GameState[], week: number): DemoPlan {
  const past = games.filter((game) => game.week < week);
  const ratings = ratingsBefore(games);
  const weeks = [...new Set(games.map((game) => game.week))].sort((a, b) => a - b);
  const others = DEMO_OTHERS.map((person, i): PlannedPlayer => {
    const random = new Random(SEED * 1000 + i);
    return {
      ...person,
      role: 'other',
      cards: demoCards(habits(person, i, weeks, random), games, ratings, random),
    };
  });
  const admin: PlannedPlayer = {
    ...DEMO_ADMIN,
    role: 'demo-admin',
    cards: regular(DEMO_ADMIN, weeks, games, ratings, 1),
  };
  const middle = points([...others, admin], past)
    .sort((a, b) => a - b)
    .at((others.length + 1) / 2);
  const visitor = midTable(middle ?? 0, past, (seed) => regular(DEMO_PLAYER, weeks, games, ratings, seed));
  return {
    players: [{ ...DEMO_PLAYER, role: 'demo-player', cards: visitor }, admin, ...others],
    leagues: leagues(),
  };
}

function leagues(): PlannedLeague[] {
  const everyNth = (nth: number, from: number): number[] =>
    DEMO_OTHERS.map((_, i) => i + 2).filter((place) => place % nth === from);
  return [
    {
      id: 'demo-sunday-sofa',
      name: 'Sunday Sofa',
      rules: DEFAULT_RULES,
      code: 'SUNDAYSOFA',
      members: [1, 0, ...everyNth(3, 0)],
    },
    {
      id: 'demo-straight-talk',
      name: 'Straight Talk',
      rules: RULES_NAMES.find((name) => RULES[name].banker === null) ?? DEFAULT_RULES,
      code: 'STRAIGHTTALK',
      members: [0, 1, ...everyNth(4, 1)],
    },
  ];
}

/**
 * Decides which weeks a player misses and when jokers are played: a few miss weeks, one joined late, the others never
 * miss one.
 */
function habits(person: DemoPerson, place: number, weeks: readonly number[], random: Random): Habits {
  const earlier = weeks.slice(0, -1);
  const noise = NOISE.best + (NOISE.worst - NOISE.best) * random.next();
  const missed = new Set<number>();
  if (place % 10 === 4)
    for (const week of random.some(earlier, 1 + (place % 20 === 4 ? 1 : 0))) missed.add(week);
  if (place === 17) for (const week of weeks.slice(0, 4)) missed.add(week);
  if (place === 31) missed.add(weeks.at(-1) ?? 0);
  const played = weeks.filter((week) => !missed.has(week));
  const jokers = new Set(random.some(played, Math.floor(random.next() * 4)));
  return { team: person.team, missed, jokers, noise };
}

/** A player who plays every week, has used two jokers and has one left. */
function regular(
  person: DemoPerson,
  weeks: readonly number[],
  games: readonly GameState[],
  ratings: (week: number) => TeamRatings,
  seed: number,
): WeekCard[] {
  const random = new Random(SEED + seed);
  const jokers = new Set(random.some(weeks.slice(0, -1), 2));
  const noise = (NOISE.best + NOISE.worst) / 2;
  return demoCards({ team: person.team, missed: new Set(), jokers, noise }, games, ratings, random);
}

function midTable(
  middle: number,
  past: readonly GameState[],
  cardsOf: (seed: number) => WeekCard[],
): readonly WeekCard[] {
  const pasts = Array.from({ length: PASTS }, (_, seed) => ({ cards: cardsOf(seed + 100) }));
  const distances = points(pasts, past).map((total) => Math.abs(total - middle));
  const nearest = distances.indexOf(Math.min(...distances));
  return pasts[nearest]?.cards ?? [];
}

/** Season points of each player after these games, in the order given. */
function points(
  players: readonly { readonly cards: readonly WeekCard[] }[],
  games: readonly GameState[],
): number[] {
  const rows = seasonStandings(
    players.map(({ cards }, n) => ({ n, name: '', cards })),
    games,
    RULES[DEFAULT_RULES],
  );
  const byNumber = new Map(rows.map((row) => [row.n, row.points]));
  return players.map((_, n) => byNumber.get(n) ?? 0);
}

import {
  type CardPicks,
  DEFAULT_RULES,
  type GameState,
  RULES,
  RULES_NAMES,
  type RulesName,
  type Side,
  scoreCard,
} from '@sunday-live/scoring';
import { sundayFinals, sundayFrames } from '../../../game/sunday.js';

/** An invented player's picks in some games of the recorded Sunday, by the picked team. */
interface Example {
  readonly name: string;
  readonly picks: readonly string[];
  /** The banker's team. */
  readonly banker: string;
  readonly joker: boolean;
}

/** One pick of an example, with its points by each set of rules. */
export interface ExampleLine {
  readonly game: GameState;
  readonly side: Side;
  readonly banker: boolean;
  readonly right: boolean;
  readonly points: Readonly<Record<RulesName, number>>;
}

/** A card with its points, computed by the game's own rules. */
export interface WorkedCard {
  readonly name: string;
  readonly joker: boolean;
  readonly lines: readonly ExampleLine[];
  readonly total: Readonly<Record<RulesName, number>>;
  readonly right: number;
}

const EXAMPLES: readonly Example[] = [
  { name: 'Ann', picks: ['PHI', 'ATL', 'SEA', 'WSH', 'KC'], banker: 'PHI', joker: true },
  { name: 'Ben', picks: ['PHI', 'TB', 'BUF', 'CHI', 'KC'], banker: 'CHI', joker: false },
];

/** Scores the examples on the final scores of the recorded Sunday. */
export function workedCards(): WorkedCard[] {
  return EXAMPLES.map((example) => worked(example, sundayFinals()));
}

function worked({ name, picks, banker, joker }: Example, games: readonly GameState[]): WorkedCard {
  const played = picks.map((team) => gameOf(team, games));
  const card: CardPicks = {
    picks: Object.fromEntries(played.map((game, i) => [game.id, game.away === picks[i] ? 'away' : 'home'])),
    banker: gameOf(banker, games).id,
    joker,
  };
  const week = new Map(games.map((game) => [game.id, game]));
  const scores = RULES_NAMES.map((id) => [id, scoreCard(card, week, RULES[id])] as const);
  const each = <T>(read: (score: ReturnType<typeof scoreCard>) => T) =>
    Object.fromEntries(scores.map(([id, score]) => [id, read(score)])) as Record<RulesName, T>;
  return {
    name,
    joker,
    lines: played.map((game) => ({
      game,
      side: card.picks[game.id] ?? 'home',
      banker: card.banker === game.id,
      right: scores.some(([, { byGame }]) => byGame.get(game.id)?.right),
      points: each(({ byGame }) => byGame.get(game.id)?.points ?? 0),
    })),
    total: each(({ points }) => points),
    right: scores[0]?.[1].right ?? 0,
  };
}

/** A banker on a road team whose result changed with the last score. */
export interface Turn {
  readonly before: GameState;
  readonly after: GameState;
  readonly pointsBefore: number;
  readonly pointsAfter: number;
}

/** Returns Chicago at Washington: the last play of that Sunday's game. */
export function lastSecondTurn(): Turn {
  const [before, after] = sundayFrames()
    .flatMap(({ news: { game } }) => (game.away === 'CHI' && game.state === 'in' ? [game] : []))
    .slice(-2);
  if (!before || !after) throw new Error('the recorded Sunday has no such game');
  return { before, after, pointsBefore: bankerPoints(before), pointsAfter: bankerPoints(after) };
}

/** Returns the points of the banker on the road team if the game ends level. */
export function tiedBanker(): { readonly game: GameState; readonly points: number } {
  const game = { ...gameOf('PHI', sundayFinals()) };
  const level = { ...game, awayScore: game.homeScore };
  return { game: level, points: bankerPoints(level) };
}

function bankerPoints(game: GameState): number {
  const card: CardPicks = { picks: { [game.id]: 'away' }, banker: game.id, joker: false };
  return scoreCard(card, new Map([[game.id, game]]), RULES[DEFAULT_RULES]).points;
}

function gameOf(team: string, games: readonly GameState[]): GameState {
  const game = games.find(({ away, home }) => away === team || home === team);
  if (!game) throw new Error(`${team} did not play that Sunday`);
  return game;
}

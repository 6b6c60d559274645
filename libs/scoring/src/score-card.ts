import type { Rules } from './rules.js';
import {
  type CardPicks,
  type GameState,
  MAX_GAME_SCORE,
  MAX_WEEK_GAMES,
  type Side,
  type WeekGames,
} from './types.js';

/**
 * Returns the side that leads or has won; `tie` when level; null for a game that does not count (not started,
 * postponed, cancelled, or with an impossible score).
 */
export function leader(game: Pick<GameState, 'state' | 'awayScore' | 'homeScore'>): Side | 'tie' | null {
  if (game.state === 'pre' || game.state === 'off') return null;
  if (!isScore(game.awayScore) || !isScore(game.homeScore)) return null;
  if (game.awayScore === game.homeScore) return 'tie';
  return game.awayScore > game.homeScore ? 'away' : 'home';
}

/** Returns whether a team can have this number of points in a game. */
export function isScore(score: number): boolean {
  return Number.isInteger(score) && score >= 0 && score <= MAX_GAME_SCORE;
}

/**
 * Returns the team that is a card's banker in this game: the picked team, at home or on the road (rule S26).
 */
export function bankerTeam(
  { picks }: Pick<CardPicks, 'picks'>,
  game: Pick<GameState, 'id' | 'away' | 'home'>,
): string {
  return game[picks[game.id] ?? 'away'];
}

/**
 * Returns the picks of a card by game id. A stored card that no save would accept (too many picks, a pick
 * without a side) counts as a card without picks in every table, because one broken row must not stop
 * everybody's standings.
 */
export function countedPicks(card: CardPicks): [game: string, side: Side][] {
  return cardProblem(card) === null ? Object.entries(card.picks) : [];
}

/** Returns why the picks of a stored card cannot count; null when they can. */
export function cardProblem({ picks }: CardPicks): string | null {
  if (typeof picks !== 'object' || picks === null) return 'no picks';
  const sides = Object.values(picks);
  if (sides.length > MAX_WEEK_GAMES) return `${sides.length} picks, at most ${MAX_WEEK_GAMES} count`;
  return sides.every((side) => side === 'home' || side === 'away') ? null : 'a pick names no side';
}

export interface ScoredPick {
  readonly side: Side;
  readonly banker: boolean;
  /** Whether the card has a joker that counts. */
  readonly joker: boolean;
}

export interface PickScore {
  readonly points: number;
  /** The picked team leads or has won. */
  readonly right: boolean;
  /** The pick was scored as a banker. */
  readonly banker: boolean;
}

/**
 * Scores one pick by the current state of the game; null when the game does not count (not started,
 * postponed, cancelled). A banker is a road team when it is chosen; it counts wherever its team plays now
 * (S26).
 */
export function scorePick(rules: Rules, game: GameState, pick: ScoredPick): PickScore | null {
  const winner = leader(game);
  if (winner === null) return null;
  const banker = pick.banker && rules.banker !== null;
  const right = winner === pick.side;
  if (winner === 'tie' || (!right && !banker)) return { points: 0, right: false, banker };
  const worth = rules.pick === 'one' ? 1 : Math.max(game.awayScore, game.homeScore);
  const bankerFactor = banker && rules.banker !== null ? rules.banker : 1;
  const jokerFactor = rules.joker && jokerMultiplies(rules, pick) ? rules.joker.factor : 1;
  return { points: (right ? 1 : -1) * worth * bankerFactor * jokerFactor, right, banker };
}

/** Whether a joker multiplies this pick by these rules: that of the banker, or every pick of its week. */
export function jokerMultiplies({ banker, joker }: Rules, pick: Omit<ScoredPick, 'side'>): boolean {
  return joker !== null && pick.joker && (joker.on === 'week' || (pick.banker && banker !== null));
}

export interface CardScore {
  readonly points: number;
  /** Right picks, the banker among them. */
  readonly right: number;
  /** Picks in games that have started and were not called off. */
  readonly counted: number;
  /** Points won or lost by the banker; null while no banker counts (none set, not started, postponed). */
  readonly bankerPoints: number | null;
  /** The score of each pick that counts, by game id. */
  readonly byGame: ReadonlyMap<string, PickScore>;
}

/**
 * Scores a card against the current state of the week's games. Picks in games outside `games` count nothing.
 * `joker` says whether the card's joker counts (some rules count only the first of a season, see
 * `countedJokers`).
 */
export function scoreCard(card: CardPicks, games: WeekGames, rules: Rules, joker = card.joker): CardScore {
  const byGame = new Map<string, PickScore>();
  let points = 0;
  let right = 0;
  let bankerPoints: number | null = null;
  for (const [id, side] of countedPicks(card)) {
    const game = games.get(id);
    const score = game && scorePick(rules, game, { side, banker: card.banker === id, joker });
    if (!score) continue;
    byGame.set(id, score);
    points += score.points;
    if (score.right) right += 1;
    if (score.banker) bankerPoints = score.points;
  }
  return { points, right, counted: byGame.size, bankerPoints, byGame };
}

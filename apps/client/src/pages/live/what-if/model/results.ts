import type { Game, Side } from '@sunday-live/contract';
import { leader, RULES, type Score, scorePick } from '@sunday-live/scoring';
import type { Field } from './field.js';

/** A game and the team that wins it. */
export interface Result {
  readonly game: string;
  readonly side: Side;
}

/** The assumed score of a game that has not begun. */
export const USUAL = { winner: 24, loser: 20 } as const;

/** The limit of "still possible": no team ends above this, or above two touchdowns more than now. */
export const CEILING = 45;
const MORE = 14;

/** Sums of touchdowns (7, 6) and field goals. */
const STEPS = [3, 6, 7, 9, 10, 13, 14];

/**
 * Returns the score with the smallest change that makes this team the winner: a leader keeps the score, a
 * trailing team scores just enough.
 */
export function wonBy(game: Game, side: Side): Score {
  if (game.state === 'pre') return scoreOf(side, USUAL.winner, USUAL.loser);
  const [own, other] = ofSide(game, side);
  if (own > other) return { awayScore: game.awayScore, homeScore: game.homeScore };
  const needed = other - own + 1;
  const step = STEPS.find((points) => points >= needed) ?? needed;
  return scoreOf(side, own + step, other);
}

/** Returns the smallest and the largest final score of the winner, if this team wins. */
export function winnerRange(game: Game, side: Side): readonly [least: number, most: number] {
  const [own, other] = ofSide(game, side);
  const least = Math.max(own, other + 1);
  return [least, Math.max(least, Math.min(999, Math.max(CEILING, own + MORE)))];
}

/**
 * Returns the results at which a game's worth to any card is smallest or largest: each side's narrowest and
 * highest win, and a tie.
 */
export function extremes(game: Game): Score[] {
  const level = Math.max(game.awayScore, game.homeScore);
  const wins = (['away', 'home'] as const).flatMap((side) =>
    winnerRange(game, side).map((winner) => wonWith(game, side, winner)),
  );
  return [...wins, { awayScore: level, homeScore: level }];
}

/** Returns all results of a game that differ in points for any player: each winner's score, and a tie. */
export function allEnds(game: Game): Score[] {
  const level = Math.max(game.awayScore, game.homeScore);
  const ends: Score[] = [{ awayScore: level, homeScore: level }];
  for (const side of ['away', 'home'] as const) {
    const [least, most] = winnerRange(game, side);
    for (let winner = least; winner <= most; winner += 1) ends.push(wonWith(game, side, winner));
  }
  return ends;
}

/** Returns the worth of a player's pick at this score; 0 without a pick. */
export function worth(field: Field, n: number, game: Game, score: Score | null): number {
  const held = field.cards.get(n);
  const side = held?.picks[game.id];
  if (!held || !side) return 0;
  const then = score === null ? game : { ...game, ...score, state: 'post' as const };
  const pick = { side, banker: held.banker === game.id, joker: held.jokerCounts };
  return scorePick(RULES[field.rules], then, pick)?.points ?? 0;
}

/** Returns whether this team leads now. */
export function holds(game: Game, side: Side): boolean {
  return leader(game) === side;
}

function wonWith(game: Game, side: Side, winner: number): Score {
  const [, other] = ofSide(game, side);
  return scoreOf(side, winner, other);
}

function ofSide({ awayScore, homeScore }: Game, side: Side): [own: number, other: number] {
  return side === 'away' ? [awayScore, homeScore] : [homeScore, awayScore];
}

function scoreOf(side: Side, own: number, other: number): Score {
  return side === 'away' ? { awayScore: own, homeScore: other } : { awayScore: other, homeScore: own };
}

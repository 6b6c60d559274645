import type { Cause, CauseKind, Side } from '@sunday-live/contract';
import type { GameObservation } from './observation.js';

/** The fields of a game's score that determine its cause. */
export interface Score {
  readonly awayScore: number;
  readonly homeScore: number;
}

/**
 * Derives the cause of a change of score from two observations.
 * @param said what the feed says about the last play, which takes precedence
 * @param previous cause of the game's last change of score, which distinguishes a two-point try from a safety
 */
export function causeOfScore(
  game: { readonly id: string; readonly away: string; readonly home: string },
  before: Score,
  after: Score,
  said: GameObservation['twoPoints'],
  previous: Cause | null,
): Cause {
  const away = after.awayScore - before.awayScore;
  const home = after.homeScore - before.homeScore;
  if (away < 0 || home < 0) return { game: game.id, kind: 'correction' };
  if (away > 0 && home > 0) return { game: game.id, kind: 'score' };
  const side: Side = away > 0 ? 'away' : 'home';
  const team = game[side];
  return { game: game.id, kind: kindOf(side === 'away' ? away : home, team, said, previous), team };
}

function kindOf(
  points: number,
  team: string,
  said: GameObservation['twoPoints'],
  previous: Cause | null,
): CauseKind {
  switch (points) {
    case 1:
      return 'extra-point';
    case 2:
      return said ?? guessTwoPoints(team, previous);
    case 3:
      return 'field-goal';
    case 6:
    // a touchdown and its try between two polls
    case 7:
    case 8:
      return 'touchdown';
    default:
      return 'score';
  }
}

/** Two points are a try exactly when the same team's touchdown came right before. */
function guessTwoPoints(team: string, previous: Cause | null): 'two-point' | 'safety' {
  return previous?.kind === 'touchdown' && previous.team === team ? 'two-point' : 'safety';
}

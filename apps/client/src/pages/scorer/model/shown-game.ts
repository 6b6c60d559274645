import type { Play, ScorerGame, StandingPlay } from '@sunday-live/contract';
import { afterPlay, afterUndo, type HandScore } from '@sunday-live/scoring';

/** A game with the taps that the server has not answered yet. */
export interface ShownGame {
  readonly score: HandScore;
  /** The plays that stand, oldest first. */
  readonly plays: readonly ShownPlay[];
}

/** A play that stands; without a time while it waits. */
export type ShownPlay = Omit<StandingPlay, 'at'> & { readonly at: string | null };

/** Applies the waiting taps to the server's answer as the server will. Taps that the answer contains are skipped. */
export function shownGame({ game, plays }: ScorerGame, waiting: readonly Play[]): ShownGame {
  const { awayScore, homeScore, state, period, clock } = game;
  let score: HandScore = { awayScore, homeScore, state, period, clock };
  const shown: ShownPlay[] = [...plays];
  const known = new Set(plays.map(({ key }) => key));
  for (const play of waiting) {
    if (play.kind === 'undo') {
      const last = shown.at(-1);
      if (last?.key !== play.play) continue;
      shown.pop();
      score = afterUndo(score, last);
    } else if (!known.has(play.key)) {
      const before = score;
      score = afterPlay(before, play);
      if (score === before) continue;
      const side = 'side' in play ? play.side : null;
      shown.push({ key: play.key, kind: play.kind, side, at: null, before, after: score });
    }
  }
  return { score, plays: shown };
}

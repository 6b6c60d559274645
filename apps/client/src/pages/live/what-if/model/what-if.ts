import type { Game } from '@sunday-live/contract';
import type { Score, Scores } from '@sunday-live/scoring';
import { USUAL } from './results.js';

export const MARGIN_MAX = 35;

/** The score with which a game ends by this margin, from where it stands: nobody loses points, as few as can be are added. */
export function scoreByMargin(game: Game, margin: number): Score {
  const base = game.state === 'pre' ? { awayScore: USUAL.loser, homeScore: USUAL.loser } : game;
  if (margin >= 0) {
    const awayScore = Math.max(base.awayScore, base.homeScore - margin);
    return { awayScore, homeScore: awayScore + margin };
  }
  const homeScore = Math.max(base.homeScore, base.awayScore + margin);
  return { awayScore: homeScore - margin, homeScore };
}

/**
 * What was imagined, as far as it can still come: games that are over end as they did, and nobody ends with less than
 * is on the board.
 */
export function stillPossible(open: readonly Game[], imagined: Scores): Scores {
  const scores = new Map<string, Score>();
  for (const game of open) {
    const score = imagined.get(game.id);
    if (score === undefined) continue;
    scores.set(game.id, {
      awayScore: Math.max(score.awayScore, game.awayScore),
      homeScore: Math.max(score.homeScore, game.homeScore),
    });
  }
  return scores;
}

/** Points by which the home team is ahead, below nought the away team, as far as a slider goes. */
export function marginOf({ awayScore, homeScore }: Score): number {
  return Math.max(-MARGIN_MAX, Math.min(MARGIN_MAX, homeScore - awayScore));
}

const KEY = '#what-if=';

/** The part of an address that says it: `#what-if=401671618:20-27,401671667:24-21`, the road team's score first. */
export function hashOf(scores: Scores): string {
  const games = [...scores].map(([id, { awayScore, homeScore }]) => `${id}:${awayScore}-${homeScore}`);
  return games.length > 0 ? KEY + games.join(',') : '';
}

/** Whether an address asks for a what-if at all. */
export function isWhatIf(hash: string): boolean {
  return hash.startsWith(KEY);
}

/** The scores that an address carries; whatever else is there is ignored. */
export function scoresOf(hash: string): Scores {
  const scores = new Map<string, Score>();
  if (!isWhatIf(hash)) return scores;
  for (const part of hash.slice(KEY.length).split(',')) {
    const match = /^([\w-]+):(\d{1,3})-(\d{1,3})$/.exec(part);
    if (match?.[1]) scores.set(match[1], { awayScore: Number(match[2]), homeScore: Number(match[3]) });
  }
  return scores;
}

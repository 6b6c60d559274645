import type { Game } from '@sunday-live/contract';
import type { Score, Scores } from '@sunday-live/scoring';
import { USUAL } from './results.js';

export const MARGIN_MAX = 35;

/**
 * Returns the score with this margin, from the current one: no team loses points, and as few as possible are
 * added.
 */
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
 * Returns the imagined scores that are still possible: games that are over keep their result, and no team
 * gets less than it has now.
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

/** Returns the home team's margin, negative for the road team, limited to the slider's range. */
export function marginOf({ awayScore, homeScore }: Score): number {
  return Math.max(-MARGIN_MAX, Math.min(MARGIN_MAX, homeScore - awayScore));
}

const KEY = '#what-if=';

/**
 * Encodes scores in the hash of an address: `#what-if=401671618:20-27,401671667:24-21`, the road team's score
 * first.
 */
export function hashOf(scores: Scores): string {
  const games = [...scores].map(([id, { awayScore, homeScore }]) => `${id}:${awayScore}-${homeScore}`);
  return games.length > 0 ? KEY + games.join(',') : '';
}

/** Returns whether an address contains a what-if. */
export function isWhatIf(hash: string): boolean {
  return hash.startsWith(KEY);
}

/** Decodes the scores of an address; anything else in it is ignored. */
export function scoresOf(hash: string): Scores {
  const scores = new Map<string, Score>();
  if (!isWhatIf(hash)) return scores;
  for (const part of hash.slice(KEY.length).split(',')) {
    const match = /^([\w-]+):(\d{1,3})-(\d{1,3})$/.exec(part);
    if (match?.[1]) scores.set(match[1], { awayScore: Number(match[2]), homeScore: Number(match[3]) });
  }
  return scores;
}

/** The query parameter of the what-if sheet's view. */
export const AHEAD = 'ahead';

/** Returns whether an address opens the sheet: by one of its views, or by imagined scores. */
export function opensAhead({ search, hash }: Pick<Location, 'search' | 'hash'>): boolean {
  return isWhatIf(hash) || new URLSearchParams(search).has(AHEAD);
}

/** Returns the address of the page below the sheet. */
export function withoutAhead({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const params = new URLSearchParams(search);
  params.delete(AHEAD);
  const rest = params.toString();
  return pathname + (rest === '' ? '' : `?${rest}`) + (isWhatIf(hash) ? '' : hash);
}

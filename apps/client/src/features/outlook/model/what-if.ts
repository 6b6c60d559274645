import type { Game } from '@sunday-live/contract';
import type { Score, Scores } from '@sunday-live/scoring';
import { USUAL } from './results.js';

/** Imagined margins by game id: points by which the home team wins, below nought the away team. */
export type Margins = ReadonlyMap<string, number>;

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

export function scoresByMargins(open: readonly Game[], margins: Margins): Scores {
  const scores = new Map<string, Score>();
  for (const game of open) {
    const margin = margins.get(game.id);
    if (margin !== undefined) scores.set(game.id, scoreByMargin(game, margin));
  }
  return scores;
}

/** The margin at which a game stands. */
export function marginNow(game: Game): number {
  return clamp(game.homeScore - game.awayScore);
}

const KEY = '#what-if=';

/** The part of an address that says it: `#what-if=401671618:7,401671667:-3`. */
export function hashOf(margins: Margins): string {
  return KEY + [...margins].map(([id, margin]) => `${encodeURIComponent(id)}:${margin}`).join(',');
}

/** Whether an address asks for a what-if at all. */
export function isWhatIf(hash: string): boolean {
  return hash.startsWith(KEY);
}

/** What an address says of the open games; whatever else stands there is ignored. */
export function marginsOf(hash: string, open: readonly Game[]): Margins {
  const known = new Set(open.map((game) => game.id));
  const margins = new Map<string, number>();
  if (!isWhatIf(hash)) return margins;
  for (const part of hash.slice(KEY.length).split(',')) {
    const match = /^([\w-]+):(-?\d{1,2})$/.exec(part);
    if (match?.[1] && known.has(match[1])) margins.set(match[1], clamp(Number(match[2])));
  }
  return margins;
}

function clamp(margin: number): number {
  return Math.max(-MARGIN_MAX, Math.min(MARGIN_MAX, margin));
}

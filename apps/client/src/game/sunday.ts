import type { GameState } from '@sunday-live/scoring';
import { FIRST_KICKOFF, GAMES, MOMENTS, WEEK } from './recorded-sunday.js';

/** The last event of the Sunday at a moment. */
export interface News {
  readonly game: GameState;
  /** The team that scored; null: the game is over. */
  readonly team: string | null;
  readonly words: string;
}

/** The Sunday at one moment. */
export interface Frame {
  /** Minutes since the first kickoff. */
  readonly minute: number;
  readonly games: readonly GameState[];
  readonly news: News;
}

/**
 * Returns the interesting moments: touchdowns, field goals and finals; extra points appear with the next one.
 */
export function sundayFrames(): Frame[] {
  let games = GAMES.map(([id, , away, home]): GameState => {
    return { id, week: WEEK, away, home, awayScore: 0, homeScore: 0, state: 'pre' };
  });
  const frames: Frame[] = [];
  for (const [minute, place, awayScore, homeScore, final] of MOMENTS) {
    const before = games[place];
    if (!before) throw new Error('a moment of a game that is not there');
    const game: GameState = { ...before, awayScore, homeScore, state: final ? 'post' : 'in' };
    games = games.with(place, game);
    const news = newsOf(before, game);
    if (news) frames.push({ minute, games, news });
  }
  return frames;
}

/** Returns the final scores of the Sunday. */
export function sundayFinals(): readonly GameState[] {
  return sundayFrames().at(-1)?.games ?? [];
}

const SCORES: Readonly<Record<number, string>> = {
  2: 'Safety',
  3: 'Field goal',
  6: 'Touchdown',
  7: 'Touchdown',
  8: 'Touchdown',
};

function newsOf(before: GameState, game: GameState): News | null {
  if (game.state === 'post') return { game, team: null, words: 'Final' };
  const away = game.awayScore - before.awayScore;
  const words = SCORES[away || game.homeScore - before.homeScore];
  return words ? { game, team: away > 0 ? game.away : game.home, words } : null;
}

/** Returns the time of a minute, in milliseconds since 1970. */
export function momentAt(minute: number): number {
  return Date.parse(FIRST_KICKOFF) + minute * 60_000;
}

import type { FeedWord, QuarantinedObservation } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';

/** `250 ms`, `5 s`, `2 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Texts for the state of the feed. */
export const FEED_WORDS = { ok: 'Fine', stale: 'Stale', down: 'Down' } as const;

/** `120 kB`, `12.3 MB`. */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Formats values of the audit log, one on each line: `deadline: 2024-…`. */
export function valueLines(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, entry]) => `${key}: ${typeof entry === 'object' ? JSON.stringify(entry) : String(entry)}`)
    .join('\n');
}

/** Texts for quarantine reasons. The server's reasons start with a code, some continue after a colon. */
const WORDS: Readonly<Record<string, string>> = {
  'status-regression': 'A live or final game returns to an earlier state',
  'teams-changed': 'The teams have changed',
  'score-before-kick-off': 'Points before the kickoff',
  'points-before-kick-off': 'Points before the kickoff',
  'moved-after-start': 'The week has changed after the game started',
  'no-date': 'A new game without a date',
  'new-id': 'These teams already meet in this week',
  replaced: 'Called off and replaced by a game of another week',
  'week-full': 'The week has as many games as it can hold',
  'bad-score': 'The score cannot be read',
  'bad-kick-off': 'The kickoff cannot be read',
  'status-contradiction': 'Contradicting states of the game',
  'duplicate-contradiction': 'Contradicting entries for one game',
  'unknown-state': 'An unknown state of the game',
  'post-without-result': 'Over, but without a result',
  'season-type': 'An unknown part of the season',
  'no-season': 'It does not say which season',
  'no-week': 'It does not say which week',
  malformed: 'The game cannot be read',
  sides: 'It does not say who plays at home',
};

/** Texts for the states of a game. */
export const STATE_WORDS = {
  pre: 'not started',
  in: 'in progress',
  post: 'final',
  off: 'called off',
} as const;

/** Formats a game with the week in which it was observed. */
export function gameWords(game: NonNullable<QuarantinedObservation['seen']>): string {
  const { away, awayScore, home, homeScore, state, season, type, week } = game;
  return `${away} ${awayScore} at ${home} ${homeScore}, ${STATE_WORDS[state]}, ${weekPhrase(type, week)} of ${season}`;
}

/** Returns the text of a reason. @param reason such as `status-regression: in to pre` */
export function quarantineWords(reason: string): string {
  const [code = ''] = reason.split(':');
  return WORDS[code] ?? reason;
}

/** The detail of a game that an admin has suspended. */
export const SUSPENDED = 'Suspended';

type Said = Pick<FeedWord, 'awayScore' | 'homeScore' | 'state' | 'period' | 'clock'> & {
  readonly detail?: string;
};

/** Formats a score with its time: `14–10, in progress, quarter 3, 9:00`. */
export function scoreWords({ awayScore, homeScore, state, period, clock, detail }: Said): string {
  if (state === 'in' && detail === SUSPENDED) return `${awayScore}–${homeScore}, suspended`;
  const time = state === 'in' ? `, ${period > 4 ? 'overtime' : `quarter ${period}`}, ${clock}` : '';
  return `${awayScore}–${homeScore}, ${STATE_WORDS[state]}${time}`;
}

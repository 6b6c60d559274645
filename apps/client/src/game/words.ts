import { type Cause, type CauseKind, type Game, teamOf } from '@sunday-live/contract';

const KINDS: Readonly<Record<CauseKind, string>> = {
  touchdown: 'Touchdown',
  'field-goal': 'Field goal',
  'extra-point': 'Extra point',
  'two-point': 'Two-point try',
  safety: 'Safety',
  'kick-off': 'Kickoff',
  final: 'Final',
  correction: 'Score corrected',
  score: 'Score',
};

/** Formats an event in football terms: `Touchdown Chiefs`, `Final`. */
export function causeWords(cause: Cause): string {
  const words = KINDS[cause.kind];
  return cause.team ? `${words} ${teamName(cause.team)}` : words;
}

export function teamName(abbr: string): string {
  return teamOf(abbr)?.nickname ?? abbr;
}

/** Formats a score: `KC 14, LV 7`. */
export function scoreLine(game: Pick<Game, 'away' | 'home' | 'awayScore' | 'homeScore'>): string {
  return `${game.away} ${game.awayScore}, ${game.home} ${game.homeScore}`;
}

/** Formats an age: `8 s`, `3 min`, `2 h`. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

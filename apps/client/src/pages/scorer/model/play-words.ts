import { type Game, teamOf } from '@sunday-live/contract';
import { type HandScore, nextPart } from '@sunday-live/scoring';

/** The kinds of a play that stands. */
export type PlayKind =
  | 'touchdown'
  | 'field-goal'
  | 'extra-point'
  | 'two-point'
  | 'safety'
  | 'set'
  | 'next'
  | 'final';

const WORDS: Readonly<Record<PlayKind, string>> = {
  touchdown: 'touchdown',
  'field-goal': 'field goal',
  'extra-point': 'extra point',
  'two-point': 'two-point try',
  safety: 'safety',
  set: 'set score',
  next: 'quarter',
  final: 'final',
};

/** Returns the name of a team: `Bills`. @param abbr its abbreviation; a placeholder stays as it is */
export function teamName(abbr: string): string {
  return teamOf(abbr)?.nickname ?? abbr;
}

/** Returns the words for a play: `extra point Dolphins`. */
export function playWords(
  { kind, side }: { readonly kind: PlayKind; readonly side: 'away' | 'home' | null },
  game: Pick<Game, 'away' | 'home'>,
): string {
  return side === null ? WORDS[kind] : `${WORDS[kind]} ${teamName(game[side])}`;
}

const QUARTERS = ['', '1st', '2nd', '3rd', '4th'];

/** Returns the words for the time of a game: `2nd`, `Halftime`, `Overtime`, `Final`. */
export function timeWords({ state, period, clock }: HandScore): string {
  if (state === 'pre') return 'Not started';
  if (state === 'off') return 'Called off';
  if (state === 'post') return 'Final';
  if (period === 2 && clock === '0:00') return 'Halftime';
  return QUARTERS[period] ?? 'Overtime';
}

/** Returns the label of the button for the next part of the game; null: nothing follows but the end. */
export function nextWords(now: HandScore): string | null {
  const next = nextPart(now);
  if (next === null) return null;
  if (now.state === 'pre') return 'Kickoff';
  if (next.period > 4) return next.period === 5 ? 'Overtime' : 'Next overtime';
  return timeWords(now) === 'Halftime' ? 'Start 3rd' : `End of ${timeWords(now)}`;
}

/** Returns the words for taps that the server has not answered: `1 tap waits`. */
export function tapsWait(count: number): string {
  return count === 1 ? '1 tap waits' : `${count} taps wait`;
}

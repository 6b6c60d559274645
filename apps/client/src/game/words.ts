import {
  type Cause,
  type CauseKind,
  type Game,
  type Scope,
  type Season,
  type SeasonType,
  type Slate,
  teamOf,
} from '@sunday-live/contract';
import { weekName, weekPhrase } from '@sunday-live/scoring';

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

/** Returns the name of a week for a heading; between two seasons there is no week. */
export function slateName(type: SeasonType, week: number): string {
  return week === 0 ? 'Between two seasons' : weekName(type, week);
}

/**
 * Returns why standings have no rows. Only a week that takes picks asks for a card.
 * @param season null: not known yet
 */
export function emptyWords(
  scope: Scope,
  { type, week }: Pick<Slate, 'type' | 'week'>,
  season: Pick<Season, 'pickWeek'> | null,
): string {
  const open = season?.pickWeek ?? null;
  const opens = open === null ? '' : `${weekName(type, open)} is open for picks.`;
  if (week === 0) {
    return open === null
      ? 'No games now. The standings start with the first cards of the season.'
      : `No games now. ${opens}`;
  }
  if (open === week) return 'Nobody has a card for this week yet. Hand yours in before the deadline.';
  if (scope === 'season') return 'Nobody has handed in a card this season.';
  return open === null || open < week
    ? `Nobody has a card for ${weekPhrase(type, week)}.`
    : `Nobody has a card for ${weekPhrase(type, week)}. ${opens}`;
}

import type { Cause, CauseKind } from '@sunday-live/contract';
import { causeOfScore } from './cause.js';
import type { GameObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

/**
 * Effect of an observation on a stored game:
 * - `same`: none;
 * - `steps`: one or more states to store in turn, each with its own event (a last-second touchdown and the final gun
 * seen in one poll are two steps); `quiet` steps contain no news and may share an event with other games;
 * - `quarantine`: the observation contradicts what is known, and waits for an admin.
 */
export type GameChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'steps'; readonly steps: readonly GameStep[] }
  | { readonly kind: 'quarantine'; readonly reason: string };

export interface GameStep {
  readonly observation: GameObservation;
  readonly cause: Cause | null;
}

/**
 * Clock, possession and the like are stored once per this many polls; scores, states and periods are stored at once.
 */
export const POLLS_PER_SITUATION = 12;

/** Pace at which clock, possession, odds and the like are stored; everything else is stored at once. */
export interface SituationPace {
  readonly now: Date;
  readonly intervalMs: number;
  /** True: store the situation of every game in progress now, so that all clocks move in one event. */
  readonly liveDue: boolean;
}

/** Returns whether any game in progress has waited long enough; then all are stored together. */
export function situationPace(stored: Iterable<StoredGame>, now: Date, intervalMs: number): SituationPace {
  const waited = (game: StoredGame) => now.getTime() - game.situation_at.getTime() >= intervalMs;
  const liveDue = [...stored].some((game) => game.state === 'in' && waited(game));
  return { now, intervalMs, liveDue };
}

/**
 * Compares an observation with the stored game.
 * @param previous cause of the game's last change of score
 */
export function compareGame(
  stored: StoredGame,
  seen: GameObservation,
  previous: Cause | null,
  pace: SituationPace,
): GameChange {
  const regression = regressionOf(stored, seen);
  if (regression !== null) return { kind: 'quarantine', reason: regression };

  const scored = seen.awayScore !== stored.away_score || seen.homeScore !== stored.home_score;
  const moved = seen.state !== stored.state;
  if (!scored && !moved) {
    const wanted = newsworthy(stored, seen) || (situationChanged(stored, seen) && isDue(stored, pace));
    return wanted ? { kind: 'steps', steps: [{ observation: seen, cause: null }] } : { kind: 'same' };
  }

  const steps: GameStep[] = [];
  if (scored && (moved || stored.state === 'in')) {
    const cause = causeOfScore(
      seen,
      { awayScore: stored.away_score, homeScore: stored.home_score },
      seen,
      seen.twoPoints,
      previous,
    );
    if (stored.state === 'in') {
      steps.push({ observation: moved ? { ...seen, state: 'in' } : seen, cause });
      if (moved) steps.push({ observation: seen, cause: causeOfMove(stored, seen) });
    } else if (seen.state === 'in') {
      steps.push({ observation: { ...seen, awayScore: 0, homeScore: 0 }, cause: causeOfMove(stored, seen) });
      steps.push({ observation: seen, cause });
    } else {
      steps.push({ observation: seen, cause: causeOfMove(stored, seen) });
    }
  } else if (scored) {
    steps.push({ observation: seen, cause: { game: seen.id, kind: 'correction' } });
  } else {
    steps.push({ observation: seen, cause: causeOfMove(stored, seen) });
  }
  return { kind: 'steps', steps };
}

/**
 * Returns why an observation is impossible, or null. A finished game stays finished, and a started game stays started.
 */
function regressionOf(stored: StoredGame, seen: GameObservation): string | null {
  if (stored.state === 'post' && seen.state !== 'post') return `status-regression: post to ${seen.state}`;
  if (stored.state === 'in' && seen.state === 'pre' && !waitsForPlay(stored, seen)) {
    return 'status-regression: in to pre';
  }
  if (stored.away !== seen.away || stored.home !== seen.home) return 'teams-changed';
  if (seen.state === 'pre' && (seen.awayScore !== 0 || seen.homeScore !== 0)) return 'score-before-kick-off';
  return null;
}

/**
 * Returns true when a game was delayed before its first play, and now has a later kickoff or is still delayed: it has
 * not been played yet.
 */
function waitsForPlay(stored: StoredGame, seen: GameObservation): boolean {
  const untouched = stored.away_score === 0 && stored.home_score === 0 && stored.period <= 1;
  if (!untouched || stored.pause !== 'delay') return false;
  return seen.pause === 'delay' || Date.parse(seen.kickoff) > stored.kickoff.getTime();
}

const MOVES: Record<StoredGame['state'], CauseKind | null> = {
  pre: null,
  in: 'kick-off',
  post: 'final',
  off: 'correction',
};

/** Returns the cause of a change of state; null: it is no news. */
export function causeOfMove(
  stored: Pick<StoredGame, 'state'>,
  seen: Pick<StoredGame, 'id' | 'state'>,
): Cause | null {
  if (stored.state === 'off' || (stored.state === 'pre' && seen.state === 'off')) return null;
  const kind = MOVES[seen.state];
  return kind === null ? null : { game: seen.id, kind };
}

/** Returns true for changes that everybody should see at once although nobody scored. */
function newsworthy(stored: StoredGame, seen: GameObservation): boolean {
  return (
    stored.kickoff.getTime() !== Date.parse(seen.kickoff) ||
    stored.time_valid !== seen.timeValid ||
    stored.season !== seen.season ||
    stored.season_type !== seen.seasonType ||
    stored.week !== seen.week ||
    stored.period !== seen.period ||
    stored.pause !== (seen.pause ?? null) ||
    wording(stored.detail) !== wording(seen.detail)
  );
}

/** Removes the clock from the detail, so that `9:00 - 2nd` and `8:12 - 2nd` compare equal, but not `Halftime`. */
function wording(detail: string): string {
  return detail.replace(/\d{1,2}:\d{2}/, '');
}

function situationChanged(stored: StoredGame, seen: GameObservation): boolean {
  return (
    stored.clock !== seen.clock ||
    stored.detail !== seen.detail ||
    stored.possession !== seen.possession ||
    stored.red_zone !== seen.redZone ||
    canonical(stored.facts) !== canonical(seen.facts)
  );
}

/** Sorts the keys, because the database does not keep their order. */
function canonical(facts: GameObservation['facts']): string {
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isDue(stored: StoredGame, pace: SituationPace): boolean {
  if (stored.state === 'in') return pace.liveDue;
  return pace.now.getTime() - stored.situation_at.getTime() >= pace.intervalMs;
}

import type { GameObservation } from '../slate/observation.js';

/** A game is watched as closely as a live one from this long before its kickoff (ms). */
export const LEAD_MS = 10 * 60_000;
/** A game that has not started is still expected to start for this long after its kickoff (ms). */
export const OVERDUE_MS = 4 * 60 * 60_000;
/** While live, a `max-age` or back-off never slows the poller below one poll a minute (ms). */
export const SLOWEST_LIVE_MS = 60_000;
export const SLOWEST_IDLE_MS = 5 * 60_000;

const JITTER = 0.1;
const QUICK_RETRY = 0.5;
const SHORT_BACK_OFF = 1.5;
const OUTAGE_SHARE = 1 / 8;
const STALE_AFTER = 1.75;
const NOBODY_POLLS_AFTER = 2;
const NOBODY_POLLS_GRACE_MS = 2_000;
const DOWN_AFTER_MS = 10 * 60_000;
const DOWN_AFTER_INTERVALS = 20;

export interface CadenceConfig {
  readonly liveIntervalMs: number;
  readonly idleIntervalMs: number;
}

/** The part of a game that decides the cadence. */
export interface WatchedGame {
  readonly state: GameObservation['state'];
  readonly kickoff: Date;
  readonly timeValid: boolean;
}

/** Outcome of the last poll. */
export type LastPoll =
  | { readonly ok: true /** freshness that the feed promised, or null */; readonly maxAgeMs: number | null }
  | {
      readonly ok: false;
      /** failures in a row, this one included */
      readonly failures: number;
      /** time since the first of them was due, ms */
      readonly outageMs: number;
      /** the feed asked us to slow down: no quick retry */
      readonly refused: boolean;
      readonly retryAfterMs: number | null;
    };

/** Returns true when scores may change: a game is in progress, about to start, or should have started. */
export function isLive(games: readonly WatchedGame[], now: Date): boolean {
  return games.some((game) => isLiveGame(game, now));
}

/** True when the score of this game may change. */
export function isLiveGame(game: WatchedGame, now: Date): boolean {
  if (game.state === 'in') return true;
  if (game.state !== 'pre' || !game.timeValid) return false;
  const untilKickoff = game.kickoff.getTime() - now.getTime();
  return untilKickoff <= LEAD_MS && untilKickoff > -OVERDUE_MS;
}

/** Returns the time until the next game must be watched closely, in ms; null when none is known. */
export function untilLive(games: readonly WatchedGame[], now: Date): number | null {
  const waits = games
    .filter((game) => game.state === 'pre' && game.timeValid)
    .map((game) => game.kickoff.getTime() - LEAD_MS - now.getTime())
    .filter((wait) => wait > 0);
  return waits.length === 0 ? null : Math.min(...waits);
}

/**
 * Returns the time between two successful polls, in ms. An answer that stays fresh for longer is not requested again
 * earlier, up to a minute; a `max-age` shorter than the configured interval changes nothing.
 */
export function intervalOf(live: boolean, config: CadenceConfig, maxAgeMs: number | null): number {
  const configured = live ? config.liveIntervalMs : config.idleIntervalMs;
  return Math.max(configured, Math.min(maxAgeMs ?? 0, SLOWEST_LIVE_MS));
}

/** Returns the wait from the start of the last poll to the next, in ms. @param random in [0, 1) */
export function nextDelay(intervalMs: number, live: boolean, last: LastPoll, random: () => number): number {
  if (last.ok) return intervalMs * (1 - JITTER + 2 * JITTER * random());
  const backOff = backOffOf(intervalMs, live, last, random);
  return Math.max(backOff, last.retryAfterMs ?? 0);
}

/**
 * One quick retry, since most failures are short. Then the wait doubles from one interval on, up to a cap that keeps
 * recovery prompt: 1.5 intervals, or an eighth of the outage so far when that is longer, at most a minute while live
 * and five minutes otherwise. Jitter only shortens it, so that the cap holds.
 */
function backOffOf(
  intervalMs: number,
  live: boolean,
  last: Extract<LastPoll, { ok: false }>,
  random: () => number,
): number {
  if (last.failures <= 1 && !last.refused) return intervalMs * QUICK_RETRY * (1 - JITTER * random());
  const doublings = Math.min(Math.max(last.failures - (last.refused ? 1 : 2), 0), 30);
  const slowest = Math.max(live ? SLOWEST_LIVE_MS : SLOWEST_IDLE_MS, intervalMs);
  const cap = Math.min(Math.max(intervalMs * SHORT_BACK_OFF, last.outageMs * OUTAGE_SHARE), slowest);
  const wait = Math.min(intervalMs * 2 ** doublings, cap);
  const floor = Math.min(wait, Math.max(intervalMs, wait * 0.7));
  return floor + (wait - floor) * random();
}

/**
 * Returns the feed's state for clients after a failed poll. Stale as soon as the next attempt cannot end within two
 * intervals of the last success, so that nobody sees old scores for longer without a hint; down after ten minutes or
 * twenty intervals, whichever is longer.
 * @param sinceSuccessMs age of the last success
 * @param nextDelayMs until the next attempt
 */
export function stateAfterFailure(
  sinceSuccessMs: number,
  nextDelayMs: number,
  intervalMs: number,
): 'ok' | 'stale' | 'down' {
  if (sinceSuccessMs >= downAfter(intervalMs)) return 'down';
  return sinceSuccessMs + nextDelayMs > STALE_AFTER * intervalMs ? 'stale' : 'ok';
}

/**
 * Returns the state that a node without messages reports: when no worker polls, none stores that the feed is stale.
 * @param ageMs of the last success
 */
export function stateByAge(state: 'ok' | 'stale' | 'down', ageMs: number, intervalMs: number): typeof state {
  if (ageMs >= downAfter(intervalMs)) return 'down';
  return state === 'ok' && ageMs > NOBODY_POLLS_AFTER * intervalMs + NOBODY_POLLS_GRACE_MS ? 'stale' : state;
}

/** Returns the age of the last success, in ms, at which a hanging poll makes the feed stale. */
export function staleAfter(intervalMs: number): number {
  return STALE_AFTER * intervalMs;
}

function downAfter(intervalMs: number): number {
  return Math.max(DOWN_AFTER_MS, DOWN_AFTER_INTERVALS * intervalMs);
}

import type { ScheduleObservation } from '../slate/observation.js';
import type { WeekKey } from '../slate/week-key.js';

/** Why a read of the feed failed; used as metric label and shown to admins. */
export type FeedErrorCode =
  | 'timeout'
  | 'network'
  | 'status'
  | 'redirect'
  | 'too-large'
  | 'not-json'
  | 'not-a-scoreboard'
  | 'implausibly-empty'
  | 'another-week'
  | 'unreadable'
  | 'frozen'
  | 'aborted';

interface FeedErrorFacts {
  /** HTTP status, if there was an answer */
  readonly status?: number;
  /** The feed asked for this pause, in milliseconds (Retry-After, already capped). */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An unusable answer of the feed: nothing of it may be stored, or too much of it is unreadable (`stored`). */
export class FeedError extends Error {
  readonly code: FeedErrorCode;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(code: FeedErrorCode, detail: string, facts: FeedErrorFacts = {}) {
    super(`${code}: ${detail}`, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'FeedError';
    this.code = code;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }

  /** True when the readable part of the answer was stored: the next poll follows at the usual pace. */
  get stored(): boolean {
    return this.code === 'unreadable' || this.code === 'frozen';
  }

  /** True when the feed refused us or asked us to slow down: no quick retry. */
  get refused(): boolean {
    return this.retryAfterMs !== null || this.status === 429 || this.status === 403;
  }
}

/** A game that the answer contains in a form that must not be stored. */
export interface QuarantinedGame {
  /** Our key of the game; null when not even the id can be read. */
  readonly gameId: string | null;
  /** Stable code, such as `bad-score`. */
  readonly reason: string;
  readonly detail: string;
  /** True when the feed says that the game is in progress, whatever else is wrong. */
  readonly running: boolean;
  /** The beginning of the game's raw data, for the admin page. */
  readonly excerpt: string;
}

/** An entry that is no game of the league: placeholders, all-star teams. */
export interface SkippedEvent {
  readonly gameId: string;
  readonly reason: string;
}

/** One answer of a feed. Each entry occurs once: as a game, in quarantine, or skipped. */
export interface FeedBoard {
  readonly observation: ScheduleObservation;
  readonly quarantined: readonly QuarantinedGame[];
  readonly skipped: readonly SkippedEvent[];
}

/** The current board, and the season and week that the feed calls current. */
export interface CurrentBoard extends FeedBoard {
  /** The same board while its current week is doubted: games without their own season and week are quarantined. */
  withoutCurrentWeek(): FeedBoard;
}

export interface ScoresRequest {
  /** Tag of the last stored answer; the feed may answer "not changed". */
  readonly etag?: string | null;
  /** Called when the answer begins to arrive. */
  readonly onAnswer?: () => void;
  /** Ends the exchange early (shutdown). */
  readonly signal?: AbortSignal;
}

export interface ScoresAnswer {
  /** Null: not changed since `etag`. */
  readonly board: CurrentBoard | null;
  readonly etag: string | null;
  /** How long the answer stays fresh from now, or null if the feed does not say. */
  readonly maxAgeMs: number | null;
  readonly latencyMs: number;
}

/** Abilities of a feed beyond scores. Other sources do not replace a missing ability. */
interface FeedCapabilities {
  /** Its clocks move during games, so that a feed that repeats old answers can be detected (rule F19). */
  readonly clocks: boolean;
}

/**
 * The source of schedule and scores. An adapter is one folder and one line in `feed.module.ts` (docs/adr/0014). It
 * translates everything into the slate's words: our teams, weeks numbered as in rule S31, times in UTC.
 *
 * Game ids are our keys and unique over all feeds, at most 32 characters of `[A-Za-z0-9._-]`. ESPN's event ids are
 * keys without a change, which the contract promises; any other adapter puts its name before its ids: `NAME.ID`. The
 * same game has the same key in every answer.
 */
export abstract class ScoreFeed {
  abstract readonly capabilities: FeedCapabilities;

  /**
   * Reads the current board.
   * @throws FeedError for every answer that is not readable, `aborted` when the signal fired
   */
  abstract scores(request?: ScoresRequest): Promise<ScoresAnswer>;

  /**
   * Reads the board of one week, including games of other weeks if the feed sends them.
   * @throws FeedError as `scores`
   */
  abstract schedule(week: WeekKey, signal?: AbortSignal): Promise<FeedBoard>;
}

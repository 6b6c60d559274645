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

export interface FeedErrorFacts {
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

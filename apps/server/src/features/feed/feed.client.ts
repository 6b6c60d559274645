import { readRetryAfter } from '../../platform/http/retry-after.js';
import type { WeekKey } from '../slate/week-key.js';
import { FeedError } from './feed-error.js';
import { readFreshness } from './feed-headers.js';
import { readBody } from './read-body.js';
import { readScoreboard, type Scoreboard } from './scoreboard.schema.js';

export const SCOREBOARD_PATH = '/apis/site/v2/sports/football/nfl/scoreboard';

export interface FeedRequest {
  /** Without it, ESPN answers its current week. */
  readonly week?: WeekKey;
  /** Tag of the last answer that was stored; the feed may answer "not changed". */
  readonly etag?: string | null;
  /** Called when the answer begins, whatever it says. */
  readonly onAnswer?: () => void;
  /** Ends the exchange early (shutdown). */
  readonly signal?: AbortSignal;
}

export interface FeedAnswer {
  /** Null: nothing changed since `etag`. */
  readonly scoreboard: Scoreboard | null;
  readonly etag: string | null;
  /** How long the answer stays fresh from now, or null when the feed does not say. */
  readonly maxAgeMs: number | null;
  readonly latencyMs: number;
}

export interface FeedClientOptions {
  /** Origin and prefix in front of ESPN's path. */
  readonly baseUrl: string;
  /** Limit of the whole exchange, the last byte of the body included. */
  readonly timeoutMs: number;
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 3;
/** Longest pause that the feed may ask for. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
const TIMED_OUT = Symbol('timed out');

/** Reads ESPN's scoreboard over HTTP. Holds no state; every failure is a FeedError. */
export class FeedClient {
  constructor(private readonly options: FeedClientOptions) {}

  /** @throws FeedError */
  async read(request: FeedRequest = {}): Promise<FeedAnswer> {
    const started = performance.now();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(TIMED_OUT), this.options.timeoutMs);
    const stop = (): void => abort.abort(request.signal?.reason);
    if (request.signal?.aborted) stop();
    request.signal?.addEventListener('abort', stop);
    try {
      const response = await this.open(request, abort.signal);
      request.onAnswer?.();
      const answer = await this.answerOf(response, request, abort.signal);
      return { ...answer, latencyMs: performance.now() - started };
    } catch (error) {
      if (error instanceof FeedError) throw error;
      if (abort.signal.reason === TIMED_OUT) {
        throw new FeedError('timeout', `no complete answer within ${this.options.timeoutMs} ms`);
      }
      if (abort.signal.aborted) throw new FeedError('aborted', 'shutting down', { cause: error });
      throw new FeedError('network', messageOf(error), { cause: error });
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
      // whatever is left of the exchange is closed; without effect once the body was read to its end
      abort.abort();
    }
  }

  /** Follows redirects on the same origin only: scores come from nowhere else. */
  private async open(request: FeedRequest, signal: AbortSignal): Promise<Response> {
    let url = this.urlOf(request.week);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await fetch(url, {
        redirect: 'manual',
        signal,
        headers: {
          accept: 'application/json',
          'user-agent': 'sunday-live',
          ...(request.etag ? { 'if-none-match': request.etag } : {}),
        },
      });
      const location = response.headers.get('location');
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
      await response.body?.cancel();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next?.origin !== url.origin) {
        throw new FeedError('redirect', `to another origin: ${location.slice(0, 200)}`, {
          status: response.status,
        });
      }
      url = next;
    }
    throw new FeedError('redirect', `more than ${MAX_REDIRECTS} in a row`);
  }

  private async answerOf(response: Response, request: FeedRequest, signal: AbortSignal) {
    const { headers, status } = response;
    const maxAgeMs = readFreshness(headers);
    if (status === 304 && request.etag) {
      await response.body?.cancel();
      return { scoreboard: null, etag: request.etag, maxAgeMs };
    }
    if (status !== 200) {
      const retryAfterMs = readRetryAfter(headers);
      await response.body?.cancel();
      throw new FeedError('status', `HTTP ${status}`, {
        status,
        ...(retryAfterMs === null ? {} : { retryAfterMs: Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) }),
      });
    }
    const text = await readBody(response, this.options.maxBodyBytes ?? MAX_BODY_BYTES, signal);
    return { scoreboard: readScoreboard(parseJson(text)), etag: headers.get('etag'), maxAgeMs };
  }

  private urlOf(week: WeekKey | undefined): URL {
    const url = new URL(`${this.options.baseUrl}${SCOREBOARD_PATH}`);
    if (week) {
      url.searchParams.set('dates', String(week.season));
      url.searchParams.set('seasontype', String(week.seasonType));
      url.searchParams.set('week', String(week.week));
    }
    return url;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.slice(0, 60).replace(/\s+/g, ' ');
    throw new FeedError('not-json', `${text.length} characters, beginning "${start}"`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

import { readRetryAfter } from '../../../platform/http/retry-after.js';
import { FeedError, type ScoresRequest } from '../score-feed.js';

/** Returns the remaining freshness of an answer (`max-age` minus `Age`), in ms; null when it is absent or invalid. */
export function readFreshness(headers: Headers): number | null {
  const control = headers.get('cache-control') ?? '';
  if (/\b(no-store|no-cache)\b/i.test(control)) return null;
  const seconds = /(?:^|[\s,])max-age="?(\d{1,9})"?(?=$|[\s,])/i.exec(control)?.[1];
  if (seconds === undefined) return null;
  const age = /^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? '0';
  const left = (Number(seconds) - Number(age)) * 1_000;
  return left > 0 ? left : null;
}

/**
 * Returns the body as text, read to its end.
 * @throws FeedError `too-large` as soon as more than `maxBytes` were received, counted after decompression
 */
export async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new FeedError('too-large', `more than ${maxBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

export interface HttpAnswer {
  /** The body as JSON; undefined: not changed since the sent tag. */
  readonly body: unknown;
  readonly etag: string | null;
  /** How long the answer stays fresh from now, or null if the server does not say. */
  readonly maxAgeMs: number | null;
  readonly latencyMs: number;
}

export interface FeedHttpOptions {
  /** Limit of the whole exchange, including the last byte of the body. */
  readonly timeoutMs: number;
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 3;
/** Longest pause that the feed may ask for. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
const TIMED_OUT = Symbol('timed out');

/** Reads JSON over HTTP within limits of time and size. Holds no state; every failure is a FeedError. */
export class FeedHttp {
  constructor(private readonly options: FeedHttpOptions) {}

  /** @throws FeedError */
  async read(url: URL, request: ScoresRequest): Promise<HttpAnswer> {
    const started = performance.now();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(TIMED_OUT), this.options.timeoutMs);
    const stop = (): void => abort.abort(request.signal?.reason);
    if (request.signal?.aborted) stop();
    request.signal?.addEventListener('abort', stop);
    try {
      const response = await this.open(url, request, abort.signal);
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
      // closes the rest of the exchange; no effect once the body was read to its end
      abort.abort();
    }
  }

  /** Follows redirects on the same origin only, because scores may not be read from elsewhere. */
  private async open(first: URL, request: ScoresRequest, signal: AbortSignal): Promise<Response> {
    let url = first;
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

  private async answerOf(
    response: Response,
    request: ScoresRequest,
    signal: AbortSignal,
  ): Promise<Omit<HttpAnswer, 'latencyMs'>> {
    const { headers, status } = response;
    const maxAgeMs = readFreshness(headers);
    if (status === 304 && request.etag) {
      await response.body?.cancel();
      return { body: undefined, etag: request.etag, maxAgeMs };
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
    return { body: parseJson(text), etag: headers.get('etag'), maxAgeMs };
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

import { type LongPollAnswer, longPollAnswerSchema, type Position } from '@sunday-live/contract';
import { playerHeader, problemOf } from '../http/http.js';

/** How long the server may hold a poll, in seconds. */
export const POLL_WAIT_S = 20;
/** A poll without an answer after this time has failed. */
const GIVE_UP_MS = (POLL_WAIT_S + 5) * 1000;

export type PollResult =
  | { readonly kind: 'answer'; readonly answer: LongPollAnswer }
  /** The server says that the viewer is signed out, or may not see the league: a retry does not help. */
  | { readonly kind: 'refused'; readonly why: 'signed-out' | 'no-access' }
  /** Streams are switched off for now. */
  | { readonly kind: 'switched-off' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null };

/**
 * Polls once: everything after the position, or a snapshot. Never throws; an aborted poll counts as failed.
 * @param server in tests: another server than the page's own, with the headers that a browser adds
 */
export async function poll(
  league: string,
  position: Position | null,
  signal: AbortSignal,
  server: { readonly origin: string; readonly headers?: Record<string, string> } = { origin: '' },
): Promise<PollResult> {
  const query = new URLSearchParams({ wait: String(POLL_WAIT_S) });
  if (position) {
    query.set('epoch', position.epoch);
    query.set('since', String(position.seq));
  }
  try {
    const response = await fetch(`${server.origin}/api/leagues/${encodeURIComponent(league)}/live?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_MS)]),
      // Foreign sites cannot send the second header without a preflight (docs/protocol.md, P46).
      headers: {
        accept: 'application/json',
        'x-requested-with': 'sunday-live',
        ...playerHeader(),
        ...server.headers,
      },
      cache: 'no-store',
    });
    if (!response.ok) return resultOf((await problemOf(response))?.code, response);
    return { kind: 'answer', answer: longPollAnswerSchema.parse(await response.json()) };
  } catch {
    return { kind: 'failed', retryAfterMs: null };
  }
}

/**
 * Returns the meaning of a refusal. Only the server's own codes end a stream: any other answer, as from a
 * restarting proxy or a hotel's sign-in page, is retried.
 */
function resultOf(code: string | undefined, response: Response): PollResult {
  switch (code) {
    case 'unauthenticated':
    case 'signed-in-as-another':
      return { kind: 'refused', why: 'signed-out' };
    case 'forbidden':
    case 'not-found':
      return { kind: 'refused', why: 'no-access' };
    case 'live-off':
      return { kind: 'switched-off' };
    default:
      return { kind: 'failed', retryAfterMs: retryAfter(response) };
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

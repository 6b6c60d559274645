import type { LongPollAnswer } from '@sunday-live/contract';
import { checked } from '../http/shape.js';
import type { Position } from './apply-frame.js';
import { longPollAnswer } from './frames.js';

/** How long the server may hold a poll. */
export const POLL_WAIT_S = 20;
/** An answer that takes longer than this is not coming. */
const GIVE_UP_MS = (POLL_WAIT_S + 5) * 1000;

export type PollResult =
  | { readonly kind: 'answer'; readonly answer: LongPollAnswer }
  /** The viewer is signed out, or may not see the league: asking again does not help. */
  | { readonly kind: 'refused'; readonly why: 'signed-out' | 'no-access' }
  /** Streams are switched off for now. */
  | { readonly kind: 'switched-off' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null };

/**
 * One poll: everything after the position, or a snapshot. Never throws; an aborted poll has failed.
 * @param origin another server than the page's own, in tests
 */
export async function poll(
  league: string,
  position: Position | null,
  signal: AbortSignal,
  origin = '',
): Promise<PollResult> {
  const query = new URLSearchParams({ wait: String(POLL_WAIT_S) });
  if (position) {
    query.set('epoch', position.epoch);
    query.set('since', String(position.seq));
  }
  try {
    const response = await fetch(`${origin}/api/leagues/${encodeURIComponent(league)}/live?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_MS)]),
      // The second header is what no foreign site can send unasked (docs/protocol.md, P46).
      headers: { accept: 'application/json', 'x-requested-with': 'sunday-live' },
      cache: 'no-store',
    });
    if (response.status === 401) return { kind: 'refused', why: 'signed-out' };
    if (response.status === 403 || response.status === 404) return { kind: 'refused', why: 'no-access' };
    if (response.status === 503 && (await codeOf(response)) === 'live-off') return { kind: 'switched-off' };
    if (!response.ok) return { kind: 'failed', retryAfterMs: retryAfter(response) };
    return { kind: 'answer', answer: checked(longPollAnswer, await response.json()) };
  } catch {
    return { kind: 'failed', retryAfterMs: null };
  }
}

/** The code of the problem that an answer tells. */
async function codeOf(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : null;
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

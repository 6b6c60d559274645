/** Longest pause that the feed may ask for. */
export const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** What is left of an answer's freshness (`max-age` less `Age`), in ms; null when it does not say, or says nonsense. */
export function readFreshness(headers: Headers): number | null {
  const control = headers.get('cache-control') ?? '';
  if (/\b(no-store|no-cache)\b/i.test(control)) return null;
  const seconds = /(?:^|[\s,])max-age="?(\d{1,9})"?(?=$|[\s,])/i.exec(control)?.[1];
  if (seconds === undefined) return null;
  const age = /^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? '0';
  const left = (Number(seconds) - Number(age)) * 1_000;
  return left > 0 ? left : null;
}

/** `Retry-After` in seconds or as a date, in ms and capped; null when absent, past or nonsense. */
export function readRetryAfter(headers: Headers, now: Date): number | null {
  const text = headers.get('retry-after')?.trim();
  if (!text) return null;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : null;
}

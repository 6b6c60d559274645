/**
 * How long an answer asks to wait, in milliseconds; null when it does not, or says what is past or nonsense. A date is read by the clock of
 * the server that answers (its `Date`), which ours may differ from.
 */
export function readRetryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim();
  if (!text) return null;
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

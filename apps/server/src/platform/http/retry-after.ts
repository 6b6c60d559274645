/**
 * Reads how long an answer asks to wait, in ms; null when it does not, or when the value is past or invalid. A date is
 * compared with the server's own clock (its `Date` header), which may differ from ours.
 */
export function readRetryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim();
  if (!text) return null;
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

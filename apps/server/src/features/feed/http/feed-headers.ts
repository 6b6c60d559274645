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

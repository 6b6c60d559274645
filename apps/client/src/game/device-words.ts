type Words = readonly (readonly [pattern: RegExp, words: string])[];

/** The first that matches; what imitates others comes first. */
const BROWSERS: Words = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const DEVICES: Words = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** How a program that is no browser names itself: `curl/8.9`. */
const PROGRAM = /^([a-z][\w.-]{0,30})(?:\/|$)/i;

/** A device as its owner would call it, from how its browser or program names itself; null: it does not. */
export function deviceName(userAgent: string | null): string | null {
  const browser = first(BROWSERS, userAgent ?? '');
  const device = first(DEVICES, userAgent ?? '');
  if (browser !== null && device !== null) return `${browser} on ${device}`;
  return browser ?? device ?? PROGRAM.exec(userAgent ?? '')?.[1] ?? null;
}

/** The same where a list needs words in any case. */
export function deviceWords(userAgent: string | null): string {
  return deviceName(userAgent) ?? 'Unknown device';
}

function first(words: Words, text: string): string | null {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

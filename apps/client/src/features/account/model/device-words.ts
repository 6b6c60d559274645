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

/** A device as its owner would call it, from how its browser names itself. */
export function deviceWords(userAgent: string | null): string {
  const browser = first(BROWSERS, userAgent ?? '');
  const device = first(DEVICES, userAgent ?? '');
  if (browser !== null && device !== null) return `${browser} on ${device}`;
  return browser ?? device ?? 'Unknown device';
}

function first(words: Words, text: string): string | null {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

type Words = readonly (readonly [pattern: RegExp, words: string])[];

/** The first match counts; browsers that imitate others come first. */
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

/** The name of a program that is not a browser: `curl/8.9`. */
const PROGRAM = /^([a-z][\w.-]{0,30})(?:\/|$)/i;

/** Returns a device's common name from its User-Agent; null when it has none. */
export function deviceName(userAgent: string | null): string | null {
  const browser = first(BROWSERS, userAgent ?? '');
  const device = first(DEVICES, userAgent ?? '');
  if (browser !== null && device !== null) return `${browser} on ${device}`;
  return browser ?? device ?? PROGRAM.exec(userAgent ?? '')?.[1] ?? null;
}

/** Returns a device's name, with a text for unknown ones. */
export function deviceWords(userAgent: string | null): string {
  return deviceName(userAgent) ?? 'Unknown device';
}

function first(words: Words, text: string): string | null {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

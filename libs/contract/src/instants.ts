/** A point in time: milliseconds since 1970, an ISO text or a Date. */
export type Instant = string | number | Date;

/**
 * Formats a point in time for pages and emails: one style, 24-hour clock. Every function of this file
 * requires a time zone, the one of the player's profile; without it the zone of the device or the server
 * would be used.
 */
function written(at: Instant, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(new Date(at));
}

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** `18:00`. */
export function timeOfDay(at: Instant, timeZone: string): string {
  return written(at, timeZone, TIME);
}

/** `18:00:07`. */
export function timeWithSeconds(at: Instant, timeZone: string): string {
  return written(at, timeZone, { ...TIME, second: '2-digit' });
}

/** `Sun 18:00`. */
export function weekdayAndTime(at: Instant, timeZone: string): string {
  return written(at, timeZone, { ...TIME, weekday: 'short' });
}

/** `Thu 26 Nov`. */
export function dayOf(at: Instant, timeZone: string): string {
  return written(at, timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** `Thu 26 Nov, 21:00`. */
export function dayAndTime(at: Instant, timeZone: string): string {
  return `${dayOf(at, timeZone)}, ${timeOfDay(at, timeZone)}`;
}

/** `26 Nov 2026`. */
export function dateOf(at: Instant, timeZone: string): string {
  return written(at, timeZone, DATE);
}

/** `26 Nov 2026, 21:00`. */
export function dateAndTime(at: Instant, timeZone: string): string {
  return written(at, timeZone, { ...DATE, ...TIME });
}

/**
 * Formats a time with its zone, for texts outside a page that names the zone: `Thursday 26 November, 21:00
 * GMT`.
 */
export function zonedMoment(at: Instant, timeZone: string): string {
  const day = written(at, timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
  return `${day}, ${written(at, timeZone, { ...TIME, timeZoneName: 'short' })}`;
}

/** Returns the name of the zone, shown once on a page: `Central European Standard Time`. */
export function zoneName(timeZone: string, at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'long' }).formatToParts(
    new Date(at),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** Returns the time zone of this device, for visitors, who have no profile. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

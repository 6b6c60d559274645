const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Hours before a deadline at which players with an incomplete card are reminded. */
export type ReminderHours = 48 | 24 | 1;

/** A reminder that is due. */
export interface DueReminder {
  readonly hours: ReminderHours;
  /** After this moment it is stale: the next one is more accurate, or it is too late to act. */
  readonly validUntil: Date;
  /** Players can switch it off. */
  readonly optional: boolean;
}

interface Window {
  readonly hours: ReminderHours;
  readonly staleMs: number;
  readonly optional: boolean;
}

/**
 * A reminder is due from `hours` before the deadline until `staleMs` before it. The windows do not touch, so two are
 * never due together.
 */
const WINDOWS: readonly Window[] = [
  { hours: 48, staleMs: 26 * HOUR_MS, optional: true },
  { hours: 24, staleMs: 2 * HOUR_MS, optional: false },
  { hours: 1, staleMs: 10 * MINUTE_MS, optional: false },
];

/** Returns the one reminder that is due now, or null. Missed reminders are stale and are not sent later. */
export function dueReminder(now: Date, deadline: Date): DueReminder | null {
  const left = deadline.getTime() - now.getTime();
  const window = WINDOWS.find(({ hours, staleMs }) => left <= hours * HOUR_MS && left > staleMs);
  if (window === undefined) return null;
  const { hours, staleMs, optional } = window;
  return { hours, validUntil: new Date(deadline.getTime() - staleMs), optional };
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How long before a week's deadline players without a card are reminded. */
export type ReminderHours = 48 | 24 | 1;

/** A reminder whose time has come. */
export interface DueReminder {
  readonly hours: ReminderHours;
  /** Sent later it would be stale: the next one says it better, or it is too late to do anything. */
  readonly validUntil: Date;
  /** Players can choose not to get it. */
  readonly optional: boolean;
}

interface Window {
  readonly hours: ReminderHours;
  readonly staleMs: number;
  readonly optional: boolean;
}

/** From `hours` before the deadline until `staleMs` before it. The windows do not touch: two reminders never come together. */
const WINDOWS: readonly Window[] = [
  { hours: 48, staleMs: 26 * HOUR_MS, optional: true },
  { hours: 24, staleMs: 2 * HOUR_MS, optional: false },
  { hours: 1, staleMs: 10 * MINUTE_MS, optional: false },
];

/** The one reminder that is due now, or null. It says nothing about those that were missed: they are stale. */
export function dueReminder(now: Date, deadline: Date): DueReminder | null {
  const left = deadline.getTime() - now.getTime();
  const window = WINDOWS.find(({ hours, staleMs }) => left <= hours * HOUR_MS && left > staleMs);
  if (window === undefined) return null;
  const { hours, staleMs, optional } = window;
  return { hours, validUntil: new Date(deadline.getTime() - staleMs), optional };
}

const HOUR_MS = 3_600_000;
/** Games in progress delay a backup until the newest is this old. */
export const LATEST_HOURS = 30;
/** Age of the newest verified backup from which admins are alerted. */
export const ALERT_HOURS = 36;
/** Pause after a failed attempt. */
export const RETRY_HOURS = 1;

/** What decides when the next backup is made. */
export interface Schedule {
  readonly everyHours: number;
  /** Moment of the newest verified backup; null: there is none. */
  readonly lastTakenAt: Date | null;
  /** Start of the newest failed attempt; null: none is known. */
  readonly lastFailedAt: Date | null;
}

/** Returns when the next backup is due, if no game delays it. Without any it is due at once. */
export function nextDueAt({ everyHours, lastTakenAt, lastFailedAt }: Schedule, now: Date): Date {
  const byAge = lastTakenAt === null ? now.getTime() : lastTakenAt.getTime() + everyHours * HOUR_MS;
  const isFailing = lastFailedAt !== null && (lastTakenAt === null || lastFailedAt > lastTakenAt);
  const retry = isFailing ? lastFailedAt.getTime() + RETRY_HOURS * HOUR_MS : byAge;
  return new Date(Math.max(byAge, retry));
}

/**
 * Decides whether a backup is made now: it is due, and no game is in progress or it can wait no longer.
 * @param gameOn called only when the answer depends on it
 */
export async function isDue(schedule: Schedule, now: Date, gameOn: () => Promise<boolean>): Promise<boolean> {
  if (nextDueAt(schedule, now) > now) return false;
  return ageHours(schedule.lastTakenAt, now) >= LATEST_HOURS || !(await gameOn());
}

/** Returns the age of a backup in hours; infinite when there is none. */
export function ageHours(takenAt: Date | null, now: Date): number {
  return takenAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - takenAt.getTime()) / HOUR_MS;
}

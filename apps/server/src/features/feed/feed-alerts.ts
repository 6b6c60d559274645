import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlertsService, type NewAlert } from '../alerts/alerts.service.js';
import { type WeekKey, weekWords } from '../slate/week-key.js';
import { FeedError, type FeedErrorCode } from './score-feed.js';

/** Details of a failed poll. */
export interface FeedFailure {
  readonly error: unknown;
  /** Consecutive failures, this one included. */
  readonly failures: number;
  /** Time since the first of them. */
  readonly outageMs: number;
  /** Games are in progress or due. */
  readonly live: boolean;
  readonly intervalMs: number;
}

const UNREADABLE = 'feed/unreadable';
const FROZEN = 'feed/frozen';
const OUTAGE = 'feed/outage';
const SCHEDULE = 'feed/schedule';

/** Errors of answers that arrive but cannot be read. */
const OTHER_SHAPE = new Set<FeedErrorCode>(['not-a-scoreboard', 'implausibly-empty']);
/** Number of failures before an alert: one bad answer may be an exception. */
const UNREADABLE_POLLS = 2;
const OUTAGE_MS = 60_000;
const OUTAGE_INTERVALS = 6;

/** Raises alerts while the feed lacks something, and ends them when it works again (rules F18 to F20). */
@Injectable()
export class FeedAlerts {
  private readonly logger = new Logger(FeedAlerts.name);
  /** False until this process has cleared alerts of an earlier one. */
  private cleared = false;

  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
  ) {}

  /** Ends the alerts, because the feed is readable again. @param failuresBefore consecutive failures before */
  async recovered(failuresBefore: number): Promise<void> {
    if (failuresBefore === 0 && this.cleared) return;
    await this.guarded(async () => {
      await this.db.transaction(async (tx) => {
        for (const key of [UNREADABLE, FROZEN, OUTAGE]) await this.alerts.clear(tx, key);
      });
      this.cleared = true;
    });
  }

  async failed(failure: FeedFailure): Promise<void> {
    const alert = alertOf(failure);
    if (alert !== null) await this.raise(alert);
  }

  /** @param weeks that could not be read for hours; empty ends the alert */
  async schedule(weeks: readonly WeekKey[]): Promise<void> {
    if (weeks.length > 0) {
      await this.raise({
        key: SCHEDULE,
        title: 'Weeks of the schedule cannot be read',
        message:
          `For hours the feed has not answered for ${weeks.map(weekWords).join(', ')}. ` +
          'Games and kickoffs of these weeks may be missing or old. They are asked for again and again; nothing is lost.',
      });
    } else {
      await this.guarded(() => this.db.transaction((tx) => this.alerts.clear(tx, SCHEDULE)));
    }
  }

  private raise(alert: NewAlert): Promise<void> {
    return this.guarded(() => this.db.transaction((tx) => this.alerts.raiseOnce(tx, alert)));
  }

  /** An alert that cannot be stored must not fail the poll. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.logger.error(`an alert could not be written: ${String(error)}`),
    );
  }
}

function alertOf({ error, failures, outageMs, live, intervalMs }: FeedFailure): NewAlert | null {
  const code = error instanceof FeedError ? error.code : null;
  const words = error instanceof Error ? error.message : String(error);
  if (code === 'unreadable' || (live && code !== null && OTHER_SHAPE.has(code))) {
    if (failures < UNREADABLE_POLLS) return null;
    return {
      key: UNREADABLE,
      title: 'The feed cannot be read: scores are old',
      message:
        `The feed answers, but ${words.replace(/^unreadable: /, '')}.\n` +
        'Probably the feed has changed its shape. Players see that scores are old. Everything is stored as soon as it can be read again.',
    };
  }
  if (code === 'frozen') {
    return {
      key: FROZEN,
      title: 'The feed repeats itself: scores are old',
      message: `The feed answers, but ${words.replace(/^frozen: /, '')}. Players see that scores are old.`,
    };
  }
  if (!live || outageMs < Math.max(OUTAGE_MS, OUTAGE_INTERVALS * intervalMs)) return null;
  return {
    key: OUTAGE,
    title: 'The feed is away while games are played',
    message: `For more than a minute no poll has succeeded: ${words}. Players see that scores are old. It is tried again and again.`,
  };
}

import { Injectable } from '@nestjs/common';
import { counted, zonedMoment } from '@sunday-live/contract';
import type { CardProgress } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { button, type Letter, letter, type OptionalMail, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { lackingPicks } from './emails.sql.js';
import { aboutWeek, MailLinks, mailedWeekSchema, teamName } from './mail-links.js';
import { OpenCards } from './open-cards.js';
import { openLocks } from './open-locks.js';

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

export interface ReminderContent {
  readonly name: string;
  readonly timeZone: string;
  readonly week: WeekKey;
  readonly deadline: Date;
  /** Progress of the stored card; null: there is none. */
  readonly progress: Pick<CardProgress, 'picked' | 'games'> | null;
  /** Games that are open and not picked. */
  readonly games: readonly Pick<StoredGame, 'away' | 'home'>[];
  readonly cardUrl: string;
  /** null: this reminder cannot be switched off */
  readonly optional: OptionalMail | null;
  readonly hours: number;
}

export function reminderLetter(content: ReminderContent): Letter {
  const { name, timeZone, week, deadline, games, progress, cardUrl, optional, hours } = content;
  const left = hours === 1 ? 'less than an hour' : hours === 24 ? 'a day' : 'two days';
  const waiting = games.map(({ away, home }) => `${teamName(away)} at ${teamName(home)}`).join(', ');
  const what =
    progress === null
      ? `${counted(games.length, 'game')} are waiting for your picks.`
      : `your card has ${progress.picked} of ${progress.games} picks. Without a pick: ${waiting}.`;
  return letter({
    subject: `${nameOfWeek(week)}: ${left} left for your card`,
    title:
      progress === null
        ? `No card yet for ${phraseOfWeek(week)}`
        : `Your card for ${phraseOfWeek(week)} lacks picks`,
    blocks: [
      paragraph(`Hello ${name}, ${what} The next picks lock on ${zonedMoment(deadline, timeZone)}.`),
      button(progress === null ? 'Make my card' : 'Finish my card', cardUrl),
    ],
    ...(optional === null ? {} : { optional }),
  });
}

const KIND = 'reminder';
const schema = mailedWeekSchema.extend({ hours: z.union([z.literal(48), z.literal(24), z.literal(1)]) });
type Reminder = z.infer<typeof schema>;

/** Sends reminders to players whose card lacks games, before these lock (rules M10 to M12). */
@Injectable()
export class ReminderMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly cards: OpenCards,
    private readonly links: MailLinks,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({ kind: KIND, unasked: true, schema, write: (reminder) => this.write(reminder) }),
    );
  }

  /** Stores the reminders that are due by the database's clock, each once, in steps. @returns the number of new emails */
  async enqueueDue(signal: AbortSignal): Promise<number> {
    const state = await this.reader.playing();
    if (state === null) return 0;
    const now = await databaseNow(this.db.manager);
    let added = 0;
    for (const week of await this.reader.weeks(state)) {
      for (const at of openLocks(week, state)) {
        const due = dueReminder(now, at);
        if (due === null) continue;
        const { hours, validUntil, optional } = due;
        const about = { season: state.season, seasonType: state.seasonType, week: week.week };
        added += await this.outbox.planForPlayers(
          // a reminder that was dropped because the deadline moved is due again before the new one
          {
            kind: KIND,
            about: `${aboutWeek(about)}:${hours}h`,
            data: { ...about, hours },
            validUntil,
            again: true,
          },
          lackingPicks(about, state.lock, optional, at),
          signal,
        );
      }
    }
    return added;
  }

  /**
   * Builds the email; null when it is no longer needed: the card is complete, or the deadline moved so that another
   * reminder or none is right.
   */
  private async write({ player, name, timeZone, hours, ...week }: Reminder): Promise<Letter | null> {
    const open = await this.cards.read(player, week);
    if (open === null) return null;
    const { isStored, progress, games, deadline, now } = open;
    const due = dueReminder(now, deadline);
    if (due?.hours !== hours) return null;
    return reminderLetter({
      name,
      timeZone,
      week,
      hours,
      deadline,
      progress: isStored ? progress : null,
      games,
      cardUrl: this.links.card(week),
      optional: due.optional ? this.links.optional('reminder48h', player) : null,
    });
  }
}

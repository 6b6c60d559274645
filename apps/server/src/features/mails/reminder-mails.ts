import { Injectable } from '@nestjs/common';
import { cardProgress } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { databaseNow } from '../../platform/database/clock.sql.js';
import type { Letter } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { lockedIds } from '../calendar/game-locks.js';
import { SlateReader } from '../slate/slate-reader.js';
import { sameSeason } from '../slate/week-key.js';
import { MailLinks } from './mail-links.js';
import { aboutWeek, mailedWeekSchema } from './mailed-week.js';
import { lackingPicks, storedCard } from './mails.sql.js';
import { openLocks } from './open-locks.js';
import { reminderLetter } from './reminder-letter.js';
import { dueReminder } from './reminder-plan.js';

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
    private readonly links: MailLinks,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({ kind: KIND, unasked: true, schema, write: (reminder) => this.write(reminder) }),
    );
  }

  /** Stores the reminders that are due by the database's clock, each once. @returns the number of new emails */
  async enqueueDue(): Promise<number> {
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
        added += await this.outbox.enqueueToPlayers(
          this.db.manager,
          // a reminder that was dropped because the deadline moved is due again before the new one
          {
            kind: KIND,
            about: `${aboutWeek(about)}:${hours}h`,
            data: { ...about, hours },
            validUntil,
            again: true,
          },
          lackingPicks(about, state.lock, optional, at),
        );
      }
    }
    return added;
  }

  /**
   * Builds the email; null when it is no longer needed: the card is complete, or the deadline moved so that another
   * reminder or none is right.
   */
  private async write({
    player,
    name,
    timeZone,
    season,
    seasonType,
    week,
    hours,
  }: Reminder): Promise<Letter | null> {
    const about = { season, seasonType, week };
    const state = await this.reader.playing();
    if (state === null || !sameSeason(state, about)) return null;
    const card = await storedCard(this.db.manager, about, player);
    const scene = await this.reader.week(state, week);
    const now = await databaseNow(this.db.manager);
    const progress = cardProgress(card, scene.games, lockedIds(scene, state.lock, now));
    const [deadline] = openLocks(scene, state, ({ id }) => progress.missing.includes(id));
    const due = deadline === undefined ? null : dueReminder(now, deadline);
    if (deadline === undefined || due?.hours !== hours) return null;
    return reminderLetter({
      name,
      timeZone,
      week: about,
      hours,
      deadline,
      progress: card === null ? null : progress,
      games: scene.games.filter(({ id }) => progress.missing.includes(id)),
      cardUrl: this.links.card(about),
      optional: due.optional ? this.links.optional('reminder48h', player) : null,
    });
  }
}

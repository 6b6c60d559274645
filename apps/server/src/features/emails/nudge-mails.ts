import { Injectable } from '@nestjs/common';
import { counted, zonedMoment } from '@sunday-live/contract';
import type { CardProgress } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { button, type Letter, letter, type OptionalMail, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { type Audience, MailOutbox } from '../../platform/mail/mail-outbox.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { lackingPicks } from './emails.sql.js';
import { aboutWeek, type MailedWeek, MailLinks, mailedWeekSchema } from './mail-links.js';
import { OpenCards } from './open-cards.js';
import { openLocks } from './open-locks.js';

const KIND = 'nudge';

/** The week whose picks lock next, and how its season locks. */
export interface NextLock extends SeasonState {
  readonly at: Date;
}

export interface NudgeContent {
  readonly name: string;
  readonly timeZone: string;
  readonly week: WeekKey;
  readonly deadline: Date;
  readonly progress: Pick<CardProgress, 'picked' | 'games' | 'missing'>;
  readonly cardUrl: string;
  readonly optional: OptionalMail;
}

export function nudgeLetter(content: NudgeContent): Letter {
  const { name, timeZone, week, deadline, progress, cardUrl, optional } = content;
  const { picked, games, missing } = progress;
  return letter({
    subject: `${nameOfWeek(week)}: your card is waiting`,
    title: `Your card for ${phraseOfWeek(week)} lacks picks`,
    blocks: [
      paragraph(
        `Hello ${name}, an admin of Sunday Live asks for your card: it has ${picked} of ${games} picks, and ${counted(missing.length, 'game')} can still be picked. The next picks lock on ${zonedMoment(deadline, timeZone)}.`,
      ),
      button(picked === 0 ? 'Make my card' : 'Finish my card', cardUrl),
    ],
    optional,
  });
}

/**
 * "Remind now": an admin's reminder to every player whose card lacks the games that lock next (rule M23). Only to those who want reminders, and to each
 * at most once a day.
 */
@Injectable()
export class NudgeMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly cards: OpenCards,
    private readonly links: MailLinks,
    private readonly audit: AuditLog,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({
        kind: KIND,
        unasked: true,
        perDay: 1,
        schema: mailedWeekSchema,
        write: (mail) => this.write(mail),
      }),
    );
  }

  /** Returns the week whose picks lock next; null when nothing is open. */
  async nextLock(): Promise<NextLock | null> {
    const state = await this.reader.playing();
    if (state === null) return null;
    const open = (await this.reader.weeks(state)).flatMap((week) =>
      openLocks(week, state)
        .slice(0, 1)
        .map((at) => ({ ...state, week: week.week, at })),
    );
    return open.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
  }

  /** Counts the players who would get the reminder now. */
  reach(next: NextLock): Promise<number> {
    return this.outbox.reach(this.db.manager, KIND, audienceOf(next));
  }

  /**
   * Stores the reminder for everybody who can get it.
   * @returns the number of players
   * @throws AppError `deadline-passed` when no pick is open
   */
  async send(author: Author, why: string): Promise<number> {
    const next = await this.nextLock();
    if (next === null) throw new AppError('deadline-passed', 'no game can be picked now');
    const { season, seasonType, week, at } = next;
    return this.db.transaction(async (tx) => {
      const now = await databaseNow(tx);
      const about = { season, seasonType, week };
      const players = await this.outbox.enqueueToPlayers(
        tx,
        {
          kind: KIND,
          about: `${aboutWeek(about)}:${now.toISOString()}`,
          data: about,
          validUntil: at,
        },
        audienceOf(next),
      );
      await this.audit.record(tx, author, {
        target: `week/${season}/${week}`,
        after: { reminded: players },
        why,
      });
      return players;
    });
  }

  /** Null when the card is complete by now, or nothing can be picked any more. */
  private async write({ player, name, timeZone, ...week }: MailedWeek): Promise<Letter | null> {
    const open = await this.cards.read(player, week);
    if (open === null) return null;
    return nudgeLetter({
      name,
      timeZone,
      week,
      deadline: open.deadline,
      progress: open.progress,
      cardUrl: this.links.card(week),
      optional: this.links.optional('reminder48h', player),
    });
  }
}

/** The players whom a reminder is for. */
function audienceOf({ at, lock, ...week }: NextLock): Audience {
  return lackingPicks(week, lock, true, at);
}

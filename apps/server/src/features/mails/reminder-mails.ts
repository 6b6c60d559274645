import { Injectable } from '@nestjs/common';
import { type CardPicks, cardProgress } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { databaseNow } from '../../platform/database/clock.sql.js';
import type { Letter } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { type Audience, MailOutbox } from '../../platform/mail/mail-outbox.js';
import { lockedIds } from '../calendar/game-locks.js';
import { lacksPickSql } from '../slate/missing-picks.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { ofWeekSql, sameSeason, weekParams } from '../slate/week-key.js';
import { MailLinks } from './mail-links.js';
import { aboutWeek, mailedWeekSchema } from './mailed-week.js';
import { lockSql, openLocks } from './open-locks.js';
import { reminderLetter } from './reminder-letter.js';
import { dueReminder } from './reminder-plan.js';

const KIND = 'reminder';
const schema = mailedWeekSchema.extend({ hours: z.union([z.literal(48), z.literal(24), z.literal(1)]) });
type Reminder = z.infer<typeof schema>;

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

/**
 * Active players whose card lacks a game that locks at `$5`, and none that locks earlier. Players are active (rule M12)
 * when they have a card in one of the last three played weeks, this week or a later one, or registered within four
 * weeks. Only weeks in which anybody has a card count as played, so nobody becomes inactive over the summer. A stored
 * card was complete when it was saved; when it lacks a game now, that is new, so each version of it has its own
 * reminders.
 */
const LACKING = (lock: SeasonState['lock']) => `
  WITH played AS (
    SELECT g.season, g.season_type, g.week FROM game g
    WHERE EXISTS (SELECT 1 FROM card c WHERE (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week))
    GROUP BY 1, 2, 3 HAVING bool_and(g.state IN ('post', 'off')) AND bool_or(g.state = 'post')
    ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 3
  )
  SELECT u.id, u.email, u.name, u."timeZone", 'v' || k.version AS edition FROM "user" u
    LEFT JOIN card k ON (k.n, k.season, k.season_type, k.week) = (u.n, $1::int, $2::smallint, $3::int)
  WHERE (NOT $4::boolean OR (u.notifications->>'reminder48h')::boolean) AND $5::timestamptz IS NOT NULL
    AND ${lacksPickSql('k.has', WEEK, lockSql(lock, '$5::timestamptz').at)}
    AND NOT ${lacksPickSql('k.has', WEEK, lockSql(lock, '$5::timestamptz').before)}
    AND (
      k.n IS NOT NULL OR
      u."createdAt" > now() - interval '28 days'
      OR EXISTS (
        SELECT 1 FROM card c JOIN played p USING (season, season_type, week) WHERE c.n = u.n
      )
      OR EXISTS (
        SELECT 1 FROM card c
        WHERE (c.n, c.season, c.season_type) = (u.n, $1::int, $2::smallint) AND c.week > $3::int
      )
    )`;

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
          audience({ ...state, week: week.week }, optional, at),
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
    const [card] = await this.db.query<Pick<CardPicks, 'picks'>[]>(
      `SELECT picks FROM card_in_words c WHERE ${ofWeekSql('c')} AND player = $4`,
      [...weekParams(about), player],
    );
    const scene = await this.reader.week(state, week);
    const now = await databaseNow(this.db.manager);
    const progress = cardProgress(card ?? null, scene.games, lockedIds(scene, state.lock, now));
    const [deadline] = openLocks(scene, state, ({ id }) => progress.missing.includes(id));
    const due = deadline === undefined ? null : dueReminder(now, deadline);
    if (deadline === undefined || due?.hours !== hours) return null;
    return reminderLetter({
      name,
      timeZone,
      week: about,
      hours,
      deadline,
      progress: card === undefined ? null : progress,
      games: scene.games.filter(({ id }) => progress.missing.includes(id)),
      cardUrl: this.links.card(about),
      optional: due.optional ? this.links.optional('reminder48h', player) : null,
    });
  }
}

function audience({ season, seasonType, week, lock }: SeasonState, optional: boolean, at: Date): Audience {
  return { sql: LACKING(lock), params: [season, seasonType, week, optional, at] };
}

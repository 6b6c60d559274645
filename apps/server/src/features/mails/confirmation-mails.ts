import { Inject, Injectable } from '@nestjs/common';
import type { CardPicks } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import type { Letter } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { mailable } from '../../platform/mail/mailable.js';
import { closedAt } from '../calendar/game-locks.js';
import { SeasonService } from '../calendar/season.service.js';
import { SlateReader } from '../slate/slate-reader.js';
import { ofSeasonSql, ofWeekSql, weekParams } from '../slate/week-key.js';
import { confirmationLetter } from './confirmation-letter.js';
import { MailLinks } from './mail-links.js';
import { aboutWeek, type MailedWeek, mailedWeekSchema } from './mailed-week.js';

const KIND = 'pick-confirmation';
const schema = mailedWeekSchema.extend({ version: z.number().int(), amended: z.boolean() });
type Confirmation = z.infer<typeof schema>;

interface QuietCard extends MailedWeek {
  readonly email: string;
  readonly version: number;
  readonly amended: boolean;
}

interface CardRow extends CardPicks {
  readonly version: number;
  readonly updated_at: Date;
}

/** Maximum per tick; the next tick continues. */
const AT_ONCE = 2000;

/** Versions of cards that have not changed for three minutes, are at most a day old and were not confirmed yet. */
const QUIET_CARDS = `
  SELECT c.season, c.season_type AS "seasonType", c.week, u.id AS player, c.version, u.email, u.name, u."timeZone",
    EXISTS (
      SELECT 1 FROM mail m WHERE m.player = u.id AND m.kind = '${KIND}' AND m.state <> 'dropped'
        AND (m.data->>'season', m.data->>'seasonType', m.data->>'week')
          = (c.season::text, c.season_type::text, c.week::text)
    ) AS amended
  FROM card c JOIN "user" u ON u.n = c.n
  WHERE ${ofSeasonSql('c')} AND c.week >= $3
    AND c.updated_at > now() - interval '1 day' AND c.updated_at <= now() - interval '3 minutes'
    AND (u.notifications->>'pickConfirmation')::boolean
    AND NOT EXISTS (
      SELECT 1 FROM mail m
      WHERE m.key = concat_ws(':', '${KIND}', c.season, c.season_type, c.week, 'v' || c.version, u.id)
    )`;

/**
 * Sends emails that confirm saved cards, to players who want them (rules M13, M14). The cards themselves show what is
 * due, so that a save costs nothing extra.
 */
@Injectable()
export class ConfirmationMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly links: MailLinks,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({ kind: KIND, unasked: true, schema, write: (confirmation) => this.write(confirmation) }),
    );
  }

  /** Stores the confirmations that are due. @returns the number of new emails */
  async enqueueDue(): Promise<number> {
    const state = await this.reader.season();
    if (state === null) return 0;
    // filter here already, since emails that the outbox drops would otherwise fill every batch
    const cards = await this.db.query<QuietCard[]>(
      `${QUIET_CARDS} AND ${mailable(this.config)} ORDER BY c.updated_at LIMIT ${AT_ONCE}`,
      [state.season, state.seasonType, state.week],
    );
    return this.outbox.enqueue(
      this.db.manager,
      cards.map(({ email, ...data }) => ({
        kind: KIND,
        about: `${aboutWeek(data)}:v${data.version}`,
        to: email,
        player: data.player,
        data,
      })),
    );
  }

  /**
   * Builds the email; null when it is no longer needed: the card has changed again (that version gets its own), or was
   * changed by somebody else after the lock.
   */
  private async write({
    season,
    seasonType,
    week,
    player,
    version,
    amended,
    ...to
  }: Confirmation): Promise<Letter | null> {
    const about = { season, seasonType, week };
    const [card] = await this.db.query<CardRow[]>(
      `SELECT picks, banker, joker, version, updated_at FROM card_in_words c
       WHERE ${ofWeekSql('c')} AND player = $4`,
      [...weekParams(about), player],
    );
    if (card === undefined || card.version !== version) return null;
    const scene = await this.seasons.weekNow(about, week);
    const closed = closedAt(scene.week, scene.state.lock, scene.now);
    if (closed !== null && closed < card.updated_at) return null;
    return confirmationLetter({
      ...to,
      week: about,
      amended,
      card,
      games: scene.week.games,
      deadline: scene.state.lock === 'week' ? scene.week.deadline : null,
      cardUrl: this.links.card(about),
      optional: this.links.optional('pickConfirmation', player),
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
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
import { confirmationLetter } from './confirmation-letter.js';
import { MailLinks } from './mail-links.js';
import { aboutWeek, mailedWeekSchema } from './mailed-week.js';
import { quietCards, storedCard } from './mails.sql.js';

const KIND = 'pick-confirmation';
const schema = mailedWeekSchema.extend({ version: z.number().int(), amended: z.boolean() });
type Confirmation = z.infer<typeof schema>;

/** Maximum per tick; the next tick continues. */
const AT_ONCE = 2000;

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
    const cards = await quietCards(this.db.manager, state, {
      kind: KIND,
      mailable: mailable(this.config),
      limit: AT_ONCE,
    });
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
    const card = await storedCard(this.db.manager, about, player);
    if (card === null || card.version !== version) return null;
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

import { Inject, Injectable } from '@nestjs/common';
import { EVERYONE } from '@sunday-live/contract';
import { parseMarkdown, plainText } from '@sunday-live/contract/markdown';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, type Letter, letter, note, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { MailLinks } from '../emails/mail-links.js';
import { LeagueEntity } from '../leagues/league.entity.js';
import { type AnnouncementRow, announcementReaders, isStillFor } from './announcements.sql.js';

const schema = z.object({
  /** Older emails have no id. */
  announcement: z.string().optional(),
  player: z.string(),
  name: z.string(),
  title: z.string(),
  body: z.string(),
  from: z.string(),
  news: z.url({ protocol: /^https?$/ }),
});
type Content = z.infer<typeof schema>;

/** Sent by admins. */
const FROM_ADMINS = 'announcement';
/** Sent by commissioners. */
const FROM_LEAGUE = 'league-announcement';
/** Limit of league announcements for one player, for members of many leagues. */
const FROM_LEAGUES_PER_DAY = 10;

/** Sends an announcement by email, once, to its audience except players who have switched such emails off. */
@Injectable()
export class AnnouncementMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly links: MailLinks,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    const kind = { unasked: true, schema, write: (content: Content) => this.write(content) };
    kinds.register(mailKind({ ...kind, kind: FROM_ADMINS }));
    kinds.register(mailKind({ ...kind, kind: FROM_LEAGUE, perDay: FROM_LEAGUES_PER_DAY }));
  }

  /** Stores the emails in the transaction that publishes the announcement; nothing when it is not an email. */
  async send(tx: EntityManager, row: AnnouncementRow): Promise<void> {
    if (!row.mail) return;
    const from =
      row.leagueId === null ? 'To all players, from the admins.' : await this.leagueWords(tx, row.leagueId);
    const data = {
      announcement: row.id,
      title: row.title,
      body: row.body,
      from,
      news: `${this.config.publicUrl}/news`,
    };
    await this.outbox.enqueueToPlayers(
      tx,
      { kind: kindFor(row.leagueId), about: row.id, data },
      announcementReaders(row.leagueId),
    );
  }

  /** Returns how many players it would reach now. @param league null: everybody */
  reach(tx: EntityManager, league: string | null): Promise<number> {
    return this.outbox.reach(tx, kindFor(league), announcementReaders(league));
  }

  /** Builds the email; null when the announcement is withdrawn or over, or the player has left its league. */
  private async write({
    announcement,
    player,
    name,
    title,
    body,
    from,
    news,
  }: Content): Promise<Letter | null> {
    if (announcement !== undefined && !(await isStillFor(this.db.manager, announcement, player))) return null;
    return letter({
      subject: title,
      title,
      blocks: [
        paragraph(`Hello ${name},`),
        ...parseMarkdown(body).map((block) => paragraph(plainText(block))),
        button('Read it on Sunday Live', news),
        note(from),
      ],
      optional: this.links.optional('announcements', player),
    });
  }

  private async leagueWords(tx: EntityManager, league: string): Promise<string> {
    const found = await tx.findOneBy(LeagueEntity, { id: league });
    return `To the members of ${found?.name ?? 'your league'}.`;
  }
}

function kindFor(league: string | null): string {
  return league === null || league === EVERYONE ? FROM_ADMINS : FROM_LEAGUE;
}

import { Inject, Injectable } from '@nestjs/common';
import { EVERYONE } from '@sunday-live/contract';
import { parseMarkdown, plainText } from '@sunday-live/contract/markdown';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, letter, note, paragraph } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { type Audience, MailOutbox } from '../../platform/mail/mail-outbox.js';
import type { AnnouncementRow } from './announcement-row.js';

const KIND = mailKind({
  kind: 'announcement',
  schema: z.object({
    name: z.string(),
    title: z.string(),
    body: z.string(),
    from: z.string(),
    news: z.url({ protocol: /^https?$/ }),
  }),
  write: ({ name, title, body, from, news }) =>
    letter({
      subject: title,
      title,
      blocks: [
        paragraph(`Hello ${name},`),
        ...parseMarkdown(body).map((block) => paragraph(plainText(block))),
        button('Read it on Sunday Live', news),
        note(from),
      ],
    }),
});

/** Sends an announcement by mail to everybody whom it is for, once. */
@Injectable()
export class AnnouncementMails {
  constructor(
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(KIND);
  }

  /** In the transaction that publishes it; nothing when no mail is wanted. */
  async send(tx: EntityManager, row: AnnouncementRow): Promise<void> {
    if (!row.mail) return;
    const from =
      row.league === null ? 'To all players, from the admins.' : await this.leagueWords(tx, row.league);
    const data = { title: row.title, body: row.body, from, news: `${this.config.publicUrl}/news` };
    await this.outbox.enqueueToPlayers(tx, { kind: KIND.kind, about: row.id, data }, audience(row.league));
  }

  private async leagueWords(tx: EntityManager, league: string): Promise<string> {
    const [row] = await tx.query<{ name: string }[]>('SELECT name FROM league WHERE id = $1', [league]);
    return `To the members of ${row?.name ?? 'your league'}.`;
  }
}

function audience(league: string | null): Audience {
  const players = `SELECT id, email, name, "timeZone" FROM "user" WHERE banned_at IS NULL`;
  if (league === null || league === EVERYONE) return { sql: players, params: [] };
  return {
    sql: `${players} AND id IN (SELECT player FROM league_member WHERE league = $1)`,
    params: [league],
  };
}

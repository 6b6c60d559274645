import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, type Letter, letter, note, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { phraseOfWeek, SEASON_TYPES, seasonSearch, type WeekKey } from '../slate/week-key.js';

const schema = z.object({
  name: z.string(),
  /** absent on older emails, which are about the regular season */
  seasonType: z.number().default(SEASON_TYPES.regular),
  week: z.number(),
  why: z.string(),
  by: z.string(),
  url: z.string(),
  /** What must be chosen again on cards that are still open. */
  again: z.array(z.object({ week: z.number(), message: z.string() })).default([]),
});
type CorrectionLetter = z.infer<typeof schema>;

/** A correction of a card, and what must be chosen again on other cards. */
export type CorrectionNews = Pick<CorrectionLetter, 'why' | 'by' | 'again'> & { readonly week: WeekKey };

const CORRECTION = mailKind({ kind: 'card-correction', unasked: true, schema, write: correctionLetter });

/** Sends an email about a correction to the card's player: by whom, why, and where to see it. */
@Injectable()
export class CorrectionMail {
  constructor(
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(CORRECTION);
  }

  /** @param correction its id: one email each */
  async enqueue(
    tx: EntityManager,
    correction: number,
    to: { readonly id: string; readonly email: string; readonly name: string },
    { week, why, by, again }: CorrectionNews,
  ): Promise<void> {
    const url = `${this.config.publicUrl}/receipts/${week.week}${seasonSearch(week)}`;
    await this.outbox.enqueue(tx, [
      {
        kind: CORRECTION.kind,
        about: String(correction),
        to: to.email,
        player: to.id,
        data: { name: to.name, seasonType: week.seasonType, week: week.week, why, by, url, again },
      },
    ]);
  }
}

function correctionLetter({ name, seasonType, week, why, by, url, again }: CorrectionLetter): Letter {
  const card = `Your card of ${phraseOfWeek({ seasonType, week })}`;
  return letter({
    subject: `${card} was corrected`,
    title: `${card} was corrected`,
    blocks: [
      paragraph(`Hello ${name}, ${by} corrected your card after the lock.`),
      paragraph(`Why: ${why}`),
      ...again.map(({ week: open, message }) =>
        paragraph(
          `Your card of ${phraseOfWeek({ seasonType, week: open })} no longer fits the corrected card. Change it before it locks: ${message}`,
        ),
      ),
      button('What it was and is', url),
      note(
        'Your league sees that the card was corrected, and what it said at the lock. Something wrong? Answer an admin.',
      ),
    ],
  });
}

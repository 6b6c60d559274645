import { Inject, Injectable } from '@nestjs/common';
import type { OptionalEmail } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../config/config.js';
import { ONE_CLICK_PATH } from '../../platform/http/request-guard.js';
import type { OptionalMail } from '../../platform/mail/letter.js';
import { unsubscribeToken } from '../auth/unsubscribe-token.js';
import { seasonSearch, type WeekKey } from '../slate/week-key.js';

/** Addresses of pages, as mails show them. */
@Injectable()
export class MailLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  card(week: WeekKey): string {
    return `${this.config.publicUrl}/card/${week.week}${seasonSearch(week)}`;
  }

  /** A week's results: the own card, everybody's, the places. */
  results(week: WeekKey): string {
    return `${this.config.publicUrl}/results/${week.week}${seasonSearch(week)}`;
  }

  /** Where a player chooses emails, and stops this kind at once. */
  optional(email: OptionalEmail, player: string): OptionalMail {
    const token = unsubscribeToken(this.config, { email, player });
    return {
      choices: `${this.config.publicUrl}/profile`,
      unsubscribe: `${this.config.publicUrl}${ONE_CLICK_PATH}?token=${encodeURIComponent(token)}`,
    };
  }
}

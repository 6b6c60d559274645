import { Inject, Injectable } from '@nestjs/common';
import type { OptionalEmail } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../config/config.js';
import { ONE_CLICK_PATH } from '../../platform/http/request-guard.js';
import type { OptionalMail } from '../../platform/mail/letter.js';
import { unsubscribeToken } from '../auth/unsubscribe-token.js';
import { seasonSearch, type WeekKey } from '../slate/week-key.js';

/** Builds the links in emails. */
@Injectable()
export class MailLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  card(week: WeekKey): string {
    return `${this.config.publicUrl}/card/${week.week}${seasonSearch(week)}`;
  }

  /** Link to a week's results. */
  results(week: WeekKey): string {
    return `${this.config.publicUrl}/results/${week.week}${seasonSearch(week)}`;
  }

  /** Links for an optional email: to the player's choices, and to stop this kind with one click. */
  optional(email: OptionalEmail, player: string): OptionalMail {
    const token = unsubscribeToken(this.config, { email, player });
    return {
      choice: email,
      choices: `${this.config.publicUrl}/profile`,
      unsubscribe: `${this.config.publicUrl}${ONE_CLICK_PATH}?token=${encodeURIComponent(token)}`,
    };
  }
}

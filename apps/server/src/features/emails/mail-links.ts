import { Inject, Injectable } from '@nestjs/common';
import { type OptionalEmail, TEAMS } from '@sunday-live/contract';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { ONE_CLICK_PATH } from '../../platform/http/request-guard.js';
import type { OptionalMail } from '../../platform/mail/letter.js';
import { unsubscribeToken } from '../auth/unsubscribe-token.js';
import { seasonSearch, type WeekKey, weekKeySchema } from '../slate/week-key.js';

/** The week that an email is about, as stored with the email. */
export const mailedWeekSchema = weekKeySchema.extend({
  player: z.string(),
  name: z.string(),
  timeZone: z.string(),
});
export type MailedWeek = z.infer<typeof mailedWeekSchema>;

/** Key of the week within the keys of emails. */
export function aboutWeek({ season, seasonType, week }: WeekKey): string {
  return `${season}:${seasonType}:${week}`;
}

const NICKNAMES = new Map(TEAMS.map(({ abbr, nickname }) => [abbr, nickname]));

/** Returns a team's nickname, `Chiefs`; for an unknown team its abbreviation. */
export function teamName(abbr: string): string {
  return NICKNAMES.get(abbr) ?? abbr;
}

/** Describes the change of a rank: `up 2`, `down 1`, `as before`; null when there was none before. */
export function movement(rank: number, before: number | null): string | null {
  if (before === null) return null;
  if (rank === before) return 'as before';
  return rank < before ? `up ${before - rank}` : `down ${rank - before}`;
}

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

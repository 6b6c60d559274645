import { Injectable } from '@nestjs/common';
import { type Limit, RateLimit } from '../../platform/http/rate-limit.js';

const HOUR_S = 3600;
const DAY_S = 86_400;

const POSTS: Limit = { what: 'announcement:league', hits: 20, windowSeconds: HOUR_S };
const EMAILS: Limit = { what: 'announcement-email:league', hits: 5, windowSeconds: DAY_S };
/** Counted by account as well, because creating another league is easier than creating another account. */
const EMAILS_OF_PLAYER: Limit = { what: 'announcement-email:player', hits: 10, windowSeconds: DAY_S };

/** Limits announcements of a commissioner to a league, in addition to the class `send` for each account. */
@Injectable()
export class AnnouncementLimits {
  constructor(private readonly limits: RateLimit) {}

  /** @throws AppError `too-many-requests` */
  async beforePosting(league: string, player: string, byEmail: boolean): Promise<void> {
    if (byEmail) {
      await this.limits.hit(EMAILS_OF_PLAYER, player);
      await this.limits.hit(EMAILS, league);
    }
    await this.limits.hit(POSTS, league);
  }
}

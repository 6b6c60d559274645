import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Chores } from '../../platform/work/chores.js';
import { AccountRemovalService } from './account-removal.service.js';

/** After this many days, an unverified address counts as mistyped or as somebody else's. */
export const UNVERIFIED_DAYS = 30;
/** Maximum per run; the next run continues. */
const AT_ONCE = 100;

/** Removes accounts that could never sign in, because their address was never verified where that is required. */
@Injectable()
export class UnverifiedAccounts {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly removals: AccountRemovalService,
    chores: Chores,
  ) {
    chores.register({ name: 'unverified accounts', run: () => this.clear() });
  }

  /** @returns the number of removed accounts */
  async clear(): Promise<number> {
    if (!this.config.requireEmailVerification) return 0;
    const rows = await this.db.query<{ id: string; n: number; name: string; email: string }[]>(
      `SELECT id, n, name, email FROM "user" u
       WHERE NOT "emailVerified" AND role = 'player' AND banned_at IS NULL
         AND "createdAt" < now() - make_interval(days => $1)
         -- players with cards were active before addresses had to be verified
         AND NOT EXISTS (SELECT 1 FROM card c WHERE c.n = u.n)
         AND NOT EXISTS (SELECT 1 FROM "session" s WHERE s."userId" = u.id AND s."expiresAt" > now())
       ORDER BY n LIMIT ${AT_ONCE}`,
      [UNVERIFIED_DAYS],
    );
    for (const player of rows) await this.removals.removeUnused(player);
    return rows.length;
  }
}

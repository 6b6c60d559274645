import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Chores } from '../../platform/work/chores.js';
import { UserEntity } from '../auth/entities/user.entity.js';
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
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly removals: AccountRemovalService,
    chores: Chores,
  ) {
    chores.register({ name: 'unverified accounts', run: () => this.clear() });
  }

  /** @returns the number of removed accounts */
  async clear(): Promise<number> {
    if (!this.config.requireEmailVerification) return 0;
    const unused = await this.users
      .createQueryBuilder('u')
      .where({ emailVerified: false, role: 'player', bannedAt: IsNull() })
      .andWhere('u.createdAt < now() - make_interval(days => :days)', { days: UNVERIFIED_DAYS })
      // players with cards were active before addresses had to be verified
      .andWhere('NOT EXISTS (SELECT 1 FROM card c WHERE c.n = u.n)')
      .andWhere('NOT EXISTS (SELECT 1 FROM "session" s WHERE s."userId" = u.id AND s."expiresAt" > now())')
      .orderBy('u.n')
      .limit(AT_ONCE)
      .getMany();
    for (const player of unused) await this.removals.removeUnused(player);
    return unused.length;
  }
}

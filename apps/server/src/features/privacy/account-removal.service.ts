import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Chores } from '../../platform/work/chores.js';
import { AccountAdmin } from '../auth/account-admin.service.js';
import { AccountMails } from '../auth/account-mails.js';
import { PasswordCheck } from '../auth/password.js';
import { SessionEvents } from '../auth/session-ended.js';
import type { SessionPlayer } from '../auth/session-player.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeaguesService } from '../leagues/leagues.service.js';
import { ScoresService } from '../official-results/scores.service.js';
import { SlateLog } from '../slate/slate-log.js';
import { AccountErasure } from './account-erasure.js';

/**
 * Deletes accounts. Cards, memberships, sessions and links are deleted with the account, it is removed from reports of
 * others, and the standings follow the log.
 */
@Injectable()
export class AccountRemovalService {
  constructor(
    private readonly log: SlateLog,
    private readonly admins: AccountAdmin,
    private readonly leagues: LeaguesService,
    private readonly scores: ScoresService,
    private readonly password: PasswordCheck,
    private readonly sessions: SessionEvents,
    private readonly mails: AccountMails,
    private readonly erasure: AccountErasure,
  ) {}

  /**
   * Deletes the player's own account. @throws AppError `wrong-password`, `last-admin`, `too-many-requests`; nothing is
   * changed then
   */
  async remove(player: SessionPlayer, password: string): Promise<void> {
    await this.password.demand(player.id, password);
    await this.end(player, (tx) => this.mails.goodbye(tx, player));
  }

  /** Removes an account that was never used. Its address may belong to somebody else, and gets no goodbye email. */
  async removeUnused(player: Pick<SessionPlayer, 'id' | 'n'>): Promise<void> {
    await this.end(player, async () => undefined);
  }

  private async end(
    player: Pick<SessionPlayer, 'id' | 'n'>,
    goodbye: (tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.log.write(async (tx, log) => {
      // scores refer to their players: wait for a running computation of scores before locking anything that it needs
      await this.scores.hold(tx);
      await log.lock();
      await this.admins.demandAnotherThan(tx, player.id);
      // before memberships are deleted: a league that ends deletes its reports, and with them the names of their
      // objects
      await this.erasure.begin(tx, player.id);
      await this.leagues.leaveAll(tx, log, player);
      await tx.delete(UserEntity, { id: player.id });
      await goodbye(tx);
      await log.append([{ body: { kind: 'player-removed', player: player.id, n: player.n } }]);
    });
    await this.sessions.ended(null, player.id);
    await this.erasure.finish(player.id);
  }
}

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

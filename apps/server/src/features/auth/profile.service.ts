import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Me, UpdateMe } from '@sunday-live/contract';
import type { EntityManager, Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { given } from '../../platform/database/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import { DEMO_ACCOUNTS, PlayerChanges } from './player-accounts.js';
import { ScorerRight } from './scorer-right.js';
import { readUnsubscribeToken } from './unsubscribe-token.js';
import { UserEntity } from './user.entity.js';

/** A player's own profile. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly changes: PlayerChanges,
    private readonly scorers: ScorerRight,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(playerId: string): Promise<Me> {
    const user = await this.users.findOneBy({ id: playerId });
    if (user === null) throw new AppError('not-found');
    const { id, email, name, team, timeZone, role, notifications, liveLanding, twoFactorEnabled } = user;
    const needed = role === 'admin' && this.config.adminMfa === 'required';
    const demo = this.config.demo && DEMO_ACCOUNTS.some((account) => account.email === email);
    return {
      ...{ id, email, name, team, timeZone, role, notifications, liveLanding },
      ...(demo ? { demo } : {}),
      ...(await this.scorers.untilOf(user)),
      secondFactor: twoFactorEnabled ? 'on' : needed ? 'needed' : 'off',
    };
  }

  /**
   * Switches off the kind of email that a token names; repeating it changes nothing.
   * @throws AppError `link-not-valid`
   */
  async unsubscribe(token: string): Promise<void> {
    const what = readUnsubscribeToken(this.config, token);
    if (what === null) throw new AppError('link-not-valid');
    await update(this.users.manager, what.player, { notifications: { [what.email]: false } });
  }

  /** Changes the given fields and keeps the others. */
  async change(playerId: string, change: UpdateMe): Promise<Me> {
    // fields that only the player sees need no lock of the log
    if (change.name === undefined && change.team === undefined) {
      await update(this.users.manager, playerId, change);
    } else {
      await this.changes.write(async (tx, shown) => {
        await update(tx, playerId, change);
        shown(playerId);
      });
    }
    return this.read(playerId);
  }
}

async function update(manager: EntityManager, id: string, change: UpdateMe): Promise<void> {
  const { notifications, ...fields } = change;
  const merged = notifications === undefined ? {} : { notifications: () => 'notifications || :given::jsonb' };
  await manager
    .createQueryBuilder()
    .update(UserEntity)
    .set({ ...given(fields), ...merged, updatedAt: () => 'now()' })
    .where({ id })
    .setParameters({ given: JSON.stringify(notifications) })
    .execute();
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { AuthLimits } from './auth-limits.js';
import { AccountEntity } from './entities/account.entity.js';
import { HashingQueue } from './hashing-queue.js';
import { verifyPassword } from './password.js';

/** Asks for the password of the signed-in player again before changes that cannot be undone. */
@Injectable()
export class PasswordCheck {
  constructor(
    @InjectRepository(AccountEntity) private readonly accounts: Repository<AccountEntity>,
    private readonly limits: AuthLimits,
    private readonly hashing: HashingQueue,
  ) {}

  /** @throws AppError `wrong-password`, `too-many-requests` after many of them, `busy` */
  async demand(playerId: string, password: string): Promise<void> {
    await this.limits.beforePassword(playerId);
    const account = await this.accounts.findOneBy({ userId: playerId, providerId: 'credential' });
    const hash = account?.password ?? null;
    const right = hash !== null && (await this.hashing.run(() => verifyPassword({ hash, password })));
    if (!right) throw new AppError('wrong-password');
    await this.limits.passwordRight(playerId);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { AuthLimits } from './auth-limits.js';
import { HashingQueue } from './hashing-queue.js';
import { verifyPassword } from './password.js';

/** Asks who is signed in for the password again, before what cannot be taken back. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly db: DataSource,
    private readonly limits: AuthLimits,
    private readonly hashing: HashingQueue,
  ) {}

  /** @throws AppError `wrong-password`, `too-many-requests` after many of them, `busy` */
  async demand(playerId: string, password: string): Promise<void> {
    await this.limits.beforePassword(playerId);
    const [account] = await this.db.query<{ password: string }[]>(
      `SELECT password FROM "account" WHERE "userId" = $1 AND "providerId" = 'credential' AND password IS NOT NULL`,
      [playerId],
    );
    const right =
      account !== undefined &&
      (await this.hashing.run(() => verifyPassword({ hash: account.password, password })));
    if (!right) throw new AppError('wrong-password');
    await this.limits.passwordRight(playerId);
  }
}

import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { TwoFactorEntity } from './user.entity.js';

/**
 * Encrypts second factors again while `SESSION_SECRET_PREVIOUS` is set: the account library only knows one secret,
 * and would refuse every code. A second run, or another node, finds nothing to do.
 */
@Injectable()
export class SecondFactorRotation implements OnApplicationBootstrap {
  private readonly logger = new Logger(SecondFactorRotation.name);

  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { previousSecret } = this.config;
    if (previousSecret === null) return;
    const sealed = await this.sealAnew(previousSecret);
    if (sealed > 0) this.logger.log(`${sealed} second factors sealed with the new SESSION_SECRET`);
  }

  private sealAnew(previous: string): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.find(TwoFactorEntity, {
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      let count = 0;
      for (const { id, ...sealed } of rows) {
        const secret = await this.anew(sealed.secret, previous);
        const backupCodes = await this.anew(sealed.backupCodes, previous);
        if (secret === null || backupCodes === null) continue;
        await tx.update(TwoFactorEntity, { id }, { secret, backupCodes });
        count += 1;
      }
      return count;
    });
  }

  /** Encrypts it under the new secret; null when it was not encrypted with the previous one. */
  private async anew(data: string, previous: string): Promise<string | null> {
    const opened = await symmetricDecrypt({ key: previous, data }).catch(() => null);
    return opened === null ? null : symmetricEncrypt({ key: this.config.sessionSecret, data: opened });
  }
}

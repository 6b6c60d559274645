import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { PAST } from '../../platform/database/given.js';
import { Chores } from '../../platform/work/chores.js';
import { OneTimeTokenEntity } from './entities/one-time-token.entity.js';
import { SessionEntity } from './entities/session.entity.js';
import { VerificationEntity } from './entities/verification.entity.js';

/** Removes expired sessions and links, because each session contains an address and a browser's name. */
@Injectable()
export class SessionRetention {
  constructor(
    private readonly manager: EntityManager,
    chores: Chores,
  ) {
    chores.register({ name: 'ended sessions', run: () => this.clear() });
  }

  /** @returns the number of removed rows */
  async clear(): Promise<number> {
    let gone = 0;
    for (const table of [SessionEntity, VerificationEntity, OneTimeTokenEntity]) {
      const { affected } = await this.manager.delete(table, {
        expiresAt: PAST,
      });
      gone += affected ?? 0;
    }
    return gone;
  }
}

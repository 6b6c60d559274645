import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import webPush from 'web-push';
import { z } from 'zod';
import { CONFIG, type Config } from '../../../config/config.js';
import { Seal } from '../../../platform/seal.js';
import { PushKeyEntity } from '../device.entity.js';
import { storeKeys } from './push-keys.sql.js';

/** Keys that identify this installation to push services (VAPID, RFC 8292). */
export interface PushKeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

const privateKeySchema = z.string();

/**
 * The installation's own keys: from the configuration, otherwise created once and stored, the private one encrypted
 * (rule N9).
 */
@Injectable()
export class PushKeys {
  private readonly logger = new Logger(PushKeys.name);
  private readonly seal: Seal;
  private readonly given: PushKeyPair | null;
  private known: Promise<PushKeyPair> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(PushKeyEntity) private readonly keys: Repository<PushKeyEntity>,
  ) {
    this.seal = new Seal(config, 'sunday-live push keys');
    this.given = config.push.vapid;
  }

  /** The same on every node. */
  current(): Promise<PushKeyPair> {
    this.known ??= this.read().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  private async read(): Promise<PushKeyPair> {
    if (this.given !== null) return this.given;
    const kept = await this.stored();
    const pair = kept === null ? null : this.opened(kept);
    if (pair !== null) {
      // encrypted again, so that it can be read when the previous secret is no longer set
      if (this.config.previousSecret !== null) await this.sealAnew(pair);
      return pair;
    }
    // SESSION_SECRET has changed: devices that registered with the old key must register again
    if (kept !== null)
      this.logger.warn('the push keys cannot be read with this SESSION_SECRET: new ones are made');
    const made = webPush.generateVAPIDKeys();
    const sealed = this.seal.close(made.privateKey);
    await storeKeys(this.keys.manager, made.publicKey, sealed, kept?.publicKey ?? '');
    const now = await this.stored();
    const mine = now === null ? null : this.opened(now);
    if (mine === null) throw new Error('nodes with different SESSION_SECRETs share this database');
    return mine;
  }

  private async sealAnew({ publicKey, privateKey }: PushKeyPair): Promise<void> {
    await this.keys.update({ publicKey }, { privateKey: this.seal.close(privateKey) });
  }

  private stored(): Promise<PushKeyEntity | null> {
    return this.keys.findOneBy({ id: 1 });
  }

  private opened({ publicKey, privateKey: sealed }: PushKeyEntity): PushKeyPair | null {
    try {
      return { publicKey, privateKey: privateKeySchema.parse(this.seal.open(sealed)) };
    } catch {
      return null;
    }
  }
}

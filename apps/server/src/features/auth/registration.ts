import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { InstallationEntity } from '../../platform/database/entities/installation.entity.js';

export type RegistrationState = 'open' | 'closed';

/** Decides whether strangers may sign up: as configured, until an admin decides otherwise. */
@Injectable()
export class Registration {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(InstallationEntity) private readonly installations: Repository<InstallationEntity>,
    private readonly audit: AuditLog,
  ) {}

  async state(): Promise<RegistrationState> {
    const installation = await this.installations.findOneBy({ id: 1 });
    return installation?.registration ?? this.config.registration;
  }

  /** Stores an admin's decision, which then overrides the configuration. */
  async decide(author: Author, state: RegistrationState, why?: string): Promise<void> {
    const before = { state: await this.state() };
    await this.installations.manager.transaction(async (tx) => {
      await tx.update(InstallationEntity, { id: 1 }, { registration: state });
      await this.audit.record(tx, author, { target: 'registration', before, after: { state }, why });
    });
  }
}

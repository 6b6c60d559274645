import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';

export type RegistrationState = 'open' | 'closed';

/** Whether strangers may sign up: as configured, until an admin decides otherwise. */
@Injectable()
export class Registration {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  async state(): Promise<RegistrationState> {
    const [row] = await this.db.query<{ registration: RegistrationState | null }[]>(
      'SELECT registration FROM installation',
    );
    return row?.registration ?? this.config.registration;
  }

  /** An admin's word, which counts more than the configuration's from then on. */
  async decide(author: Author, state: RegistrationState, why?: string): Promise<void> {
    const before = { state: await this.state() };
    await this.db.transaction(async (tx) => {
      await tx.query('UPDATE installation SET registration = $1', [state]);
      await this.audit.record(tx, author, { target: 'registration', before, after: { state }, why });
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';

export type RegistrationState = 'open' | 'closed';

/** Whether strangers may sign up: as configured, until an admin decides otherwise. */
@Injectable()
export class Registration {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
  ) {}

  async state(): Promise<RegistrationState> {
    const [row] = await this.db.query<{ registration: RegistrationState | null }[]>(
      'SELECT registration FROM installation',
    );
    return row?.registration ?? this.config.registration;
  }

  async decide(state: RegistrationState): Promise<void> {
    await this.db.query('UPDATE installation SET registration = $1', [state]);
  }
}

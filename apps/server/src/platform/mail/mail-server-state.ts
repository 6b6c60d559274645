import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutsideServices } from '../health/outside-services.js';
import { backOff } from '../work/back-off.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** State of the mail server, shared by all workers: while it fails, one email is tried after each pause and no other. */
@Injectable()
export class MailServerState {
  constructor(
    private readonly db: DataSource,
    private readonly outside: OutsideServices,
  ) {}

  /** Starts a pause for all workers, longer each time. Attempts that fail together count once. */
  async failed(error: string): Promise<void> {
    const [row] = await this.db.query<{ failures: number }[]>('SELECT failures FROM mail_server');
    const failures = row?.failures ?? 0;
    await this.db.query(
      `UPDATE mail_server SET failures = failures + 1, last_error = $3,
         retry_at = now() + make_interval(secs => $2::float / 1000)
       WHERE failures = $1 AND retry_at <= now()`,
      [failures, backOff(failures, FIRST_MS, LONGEST_MS), error],
    );
    await this.outside.failed('email', error);
  }

  async works(): Promise<void> {
    await this.db.query('UPDATE mail_server SET failures = 0, last_error = NULL WHERE failures > 0');
    await this.outside.works('email');
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, type Repository } from 'typeorm';
import { PAST } from '../database/given.js';
import { OutsideServices } from '../health/outside-services.js';
import { backOff } from '../work/work-queue.js';
import { MailServerEntity } from './entities/mail-server.entity.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** State of the mail server, shared by all workers: while it fails, one email is tried after each pause and no other. */
@Injectable()
export class MailServerState {
  constructor(
    @InjectRepository(MailServerEntity) private readonly servers: Repository<MailServerEntity>,
    private readonly outside: OutsideServices,
  ) {}

  /** Starts a pause for all workers, longer each time. Attempts that fail together count once. */
  async failed(error: string): Promise<void> {
    const { failures } = await this.servers.findOneByOrFail({ id: 1 });
    await this.servers
      .createQueryBuilder()
      .update()
      .set({
        failures: failures + 1,
        lastError: error,
        retryAt: () => 'now() + make_interval(secs => :pause::float / 1000)',
      })
      .where({ failures, retryAt: PAST })
      .setParameters({ pause: backOff(failures, FIRST_MS, LONGEST_MS) })
      .execute();
    await this.outside.failed('email', error);
  }

  async works(): Promise<void> {
    await this.servers.update({ failures: MoreThan(0) }, { failures: 0, lastError: null });
    await this.outside.works('email');
  }
}

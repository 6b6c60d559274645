import { Injectable } from '@nestjs/common';
import type { SiteStatus, SwitchesChange } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import type { Author } from '../../../platform/audit/author.js';
import { Switches } from '../../../platform/switches/switches.js';
import { Registration } from '../../auth/registration.js';

/** Reads and changes the switches of the site. */
@Injectable()
export class SiteService {
  constructor(
    private readonly db: DataSource,
    private readonly switches: Switches,
    private readonly registration: Registration,
    private readonly audit: AuditLog,
  ) {}

  async status(): Promise<SiteStatus> {
    return { registration: await this.registration.state(), ...this.switches.current };
  }

  /** Changes the given switches, on every node within seconds. */
  async change(author: Author, { why, ...given }: SwitchesChange): Promise<SiteStatus> {
    await this.db.transaction(async (tx) => {
      const before = await this.switches.hold(tx);
      const after = {
        livePage: given.livePage ?? before.livePage,
        maintenance: given.maintenance ?? before.maintenance,
        notice: given.notice === undefined ? before.notice : given.notice,
      };
      await this.switches.write(tx, after);
      await this.audit.record(tx, author, { target: 'site', before, after, why });
    });
    await this.switches.changed();
    return this.status();
  }
}

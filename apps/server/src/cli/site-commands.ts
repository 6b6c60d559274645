import type { INestApplicationContext } from '@nestjs/common';
import { SiteService } from '../features/admin/site/site.service.js';
import { Registration } from '../features/auth/registration.js';
import { type CommandAnswer, shell } from './shell.js';

/** Commands about the whole installation. */
export class SiteCommands {
  private constructor(
    private readonly site: SiteService,
    private readonly signUps: Registration,
    private readonly why: string,
  ) {}

  /** @param why reason for the audit */
  static in(context: INestApplicationContext, why: string): SiteCommands {
    const get = { strict: false };
    return new SiteCommands(context.get(SiteService, get), context.get(Registration, get), why);
  }

  async registration(state: 'open' | 'closed'): Promise<CommandAnswer> {
    await this.signUps.decide(shell('registration.state'), state, this.why);
    return { text: `Registration is ${state}`, data: await this.site.status() };
  }

  async maintenance(on: boolean, notice?: string): Promise<CommandAnswer> {
    const change = { maintenance: on, why: this.why, ...(notice === undefined ? {} : { notice }) };
    const data = await this.site.change(shell('site.switch'), change);
    return { text: `Maintenance is ${on ? 'on' : 'off'}, on every node within 5 s`, data };
  }

  async livePage(on: boolean): Promise<CommandAnswer> {
    const data = await this.site.change(shell('site.switch'), { livePage: on, why: this.why });
    return { text: `The live page is ${on ? 'on' : 'off'}, on every node within 5 s`, data };
  }
}

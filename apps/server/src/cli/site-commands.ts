import type { INestApplicationContext } from '@nestjs/common';
import type { AdminStatus } from '@sunday-live/contract';
import { SiteService } from '../features/admin/site/site.service.js';
import { StatusService } from '../features/admin/status/status.service.js';
import { Registration } from '../features/auth/registration.js';
import { type CommandAnswer, shell } from './command-context.js';

/** Commands about the whole installation. */
export class SiteCommands {
  private constructor(
    private readonly site: SiteService,
    private readonly signUps: Registration,
    private readonly reader: StatusService,
    private readonly why: string,
  ) {}

  /** @param why reason for the audit */
  static in(context: INestApplicationContext, why: string): SiteCommands {
    const get = { strict: false };
    return new SiteCommands(
      context.get(SiteService, get),
      context.get(Registration, get),
      context.get(StatusService, get),
      why,
    );
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

  async status(): Promise<CommandAnswer> {
    const data = await this.reader.read();
    return { text: statusLines(data).join('\n'), data };
  }
}

const MEGABYTE = 1_000_000;

function statusLines({
  versions,
  site,
  alerts,
  feed,
  log,
  nodes,
  failing,
  backup,
  database,
}: AdminStatus): string[] {
  const { server, node, postgres, redis } = versions;
  const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
  const grown = database.grown && `, ${megabytes(database.grown.bytes)} more since ${database.grown.since}`;
  return [
    `Sunday Live ${server} on Node ${node}, PostgreSQL ${postgres}, ${redis === null ? 'no Redis' : `Redis ${redis}`}`,
    `registration ${site.registration}, live page ${site.livePage ? 'on' : 'off'}, maintenance ${site.maintenance ? 'on' : 'off'}`,
    `feed ${feed.state}, last success ${feed.asOf ?? 'never'}`,
    `log ${log.epoch} at ${log.head}`,
    `last verified backup ${backup.last?.takenAt ?? 'none'}${backup.scheduled ? '' : ', none is scheduled'}`,
    `database ${megabytes(database.bytes)}${grown ?? ''}`,
    ...nodes.map(
      ({ node: name, role, sockets, polls, behind }) =>
        `node ${name} (${role}): ${sockets} sockets, ${polls} polls, ${behind === null ? 'follows no log' : `${behind} events behind`}`,
    ),
    ...(nodes.length === 0 ? ['no node runs'] : []),
    ...failing.map(({ service, since, reason }) => `failing since ${since}: ${service}: ${reason}`),
    ...alerts.map(({ raisedAt, title }) => `alert since ${raisedAt}: ${title}`),
  ];
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Raw, type Repository } from 'typeorm';
import { BoundedMap } from '../cache/caches.js';
import { Log } from '../logging/log.module.js';
import { HealthService } from './health.service.js';
import { noteFailing } from './outside-services.sql.js';
import { OutsideTroubleEntity } from './outside-trouble.entity.js';

/** Kinds of external services that the server calls. */
export type OutsideKind = 'email' | 'storage' | 'push';

/** An external service that fails. */
export interface OutsideTrouble {
  /** The kind, followed for push by the host of the push service: `push fcm.googleapis.com`. */
  readonly service: string;
  readonly since: Date;
  readonly lastAt: Date;
  /** Consecutive failures. */
  readonly times: number;
  readonly reason: string;
}

const KINDS: readonly OutsideKind[] = ['email', 'storage', 'push'];
/** A success is written at most this often, except after a failure in the same process, when it is written at once. */
const SUCCESS_EVERY_MS = 5_000;
/** A failure this old is dropped: the service is not called any more, so its state is unknown. */
const FORGOTTEN_AFTER = '30 minutes';
const LONGEST_REASON = 300;
/** Limit of rows in `outside_trouble`. Push services are few, since endpoints on unknown hosts are refused. */
const MOST_SERVICES = 50;

/**
 * Records which external services fail, for the whole cluster. Callers report each success and failure; readiness,
 * alerts and metrics of every process read the result. A failing service never takes a node out of service.
 */
@Injectable()
export class OutsideServices {
  /** Services whose success this process has written within `SUCCESS_EVERY_MS`. */
  private readonly successes = new BoundedMap<string, true>({
    entries: MOST_SERVICES,
    ttlMs: SUCCESS_EVERY_MS,
  });

  constructor(
    @InjectRepository(OutsideTroubleEntity) private readonly failing: Repository<OutsideTroubleEntity>,
    private readonly log: Log,
    health: HealthService,
  ) {
    for (const kind of KINDS) health.register(kind, () => this.reason(kind), 'helpful');
  }

  /** Records a failure. Never throws. @param which names one of several services of the kind */
  async failed(kind: OutsideKind, reason: string, which?: string): Promise<void> {
    const service = nameOf(kind, which);
    this.successes.delete(service);
    await this.guarded(async () => {
      const { manager } = this.failing;
      const times = await noteFailing(manager, service, reason.slice(0, LONGEST_REASON), MOST_SERVICES);
      if (times === 1) this.log.warn(`${service} fails: ${reason}`, OutsideServices.name);
    });
  }

  /** Records a success. Never throws. */
  async works(kind: OutsideKind, which?: string): Promise<void> {
    const service = nameOf(kind, which);
    if (this.successes.get(service)) return;
    this.successes.set(service, true);
    await this.guarded(async () => {
      const { affected } = await this.failing.delete({ service });
      if (affected === 1) this.log.log(`${service} works again`, OutsideServices.name);
    });
  }

  /** Returns every service that fails. */
  async troubles(): Promise<OutsideTrouble[]> {
    const forgotten = Raw((column) => `${column} < now() - interval '${FORGOTTEN_AFTER}'`);
    await this.failing.delete({ lastAt: forgotten });
    return this.failing.find({ order: { service: 'ASC' } });
  }

  /** Returns the latest failure among the services of the kind that still fail, or null. */
  async lastFailure(kind: OutsideKind): Promise<{ at: Date; reason: string } | null> {
    const of = (await this.troubles()).filter(({ service }) => service.split(' ')[0] === kind);
    const [latest] = of.sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
    return latest === undefined ? null : { at: latest.lastAt, reason: `${latest.service}: ${latest.reason}` };
  }

  private async reason(kind: OutsideKind): Promise<string | null> {
    const row = await this.failing
      .createQueryBuilder('t')
      .where(`t.service = :kind OR starts_with(t.service, :more)`, { kind, more: `${kind} ` })
      .andWhere(`t.lastAt >= now() - interval '${FORGOTTEN_AFTER}'`)
      .orderBy('t.since')
      .limit(1)
      .getOne();
    return row === null ? null : `${row.service}: ${row.reason}`;
  }

  /** Logs the error instead of throwing it: the work being reported must not fail with its report. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.log.warn(
        `the state of an external service could not be recorded: ${String(error)}`,
        OutsideServices.name,
      ),
    );
  }
}

function nameOf(kind: OutsideKind, which: string | undefined): string {
  return which === undefined ? kind : `${kind} ${which}`;
}

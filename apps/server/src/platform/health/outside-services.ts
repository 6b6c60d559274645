import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedMap } from '../cache/bounded-map.js';
import { Log } from '../logging/log.js';
import { HealthService } from './health.service.js';

/** What the server calls outside of itself. */
export type OutsideKind = 'email' | 'storage' | 'push';

/** A service that fails. */
export interface OutsideTrouble {
  /** The kind, and for push the push service behind it: `push fcm.googleapis.com`. */
  readonly service: string;
  readonly since: Date;
  readonly lastAt: Date;
  /** Failures in a row. */
  readonly times: number;
  readonly reason: string;
}

const KINDS: readonly OutsideKind[] = ['email', 'storage', 'push'];
/** A success is written down at most so often, and at once by the process that saw the failure. */
const SUCCESS_EVERY_MS = 5_000;
/** After so long without a new failure nobody calls the service, so nobody knows that it still fails. */
const FORGOTTEN_AFTER = '30 minutes';
const LONGEST_REASON = 300;
/** Services of push are few, since endpoints of unknown hosts are refused. */
const MOST_SERVICES = 50;

/**
 * Which outside services fail, for the whole cluster: callers report each success and failure, readiness, alerts and
 * metrics of every process read them. A service that is away never takes a node out.
 */
@Injectable()
export class OutsideServices {
  /** Services whose success this process wrote down just now. */
  private readonly successes = new BoundedMap<string, true>({
    entries: MOST_SERVICES,
    ttlMs: SUCCESS_EVERY_MS,
  });

  constructor(
    private readonly db: DataSource,
    private readonly log: Log,
    health: HealthService,
  ) {
    for (const kind of KINDS) health.register(kind, () => this.reason(kind), 'helpful');
  }

  /** The service failed. Never throws. @param which the one of several services of the kind */
  async failed(kind: OutsideKind, reason: string, which?: string): Promise<void> {
    const service = nameOf(kind, which);
    this.successes.delete(service);
    await this.guarded(async () => {
      const [row] = await this.db.query<{ times: number }[]>(
        `INSERT INTO outside_trouble AS t (service, reason) SELECT $1, $2
         WHERE (SELECT count(*) FROM outside_trouble) < ${MOST_SERVICES}
         ON CONFLICT (service) DO UPDATE SET reason = excluded.reason, last_at = now(), times = t.times + 1
         RETURNING times`,
        [service, reason.slice(0, LONGEST_REASON)],
      );
      if (row?.times === 1) this.log.warn(`${service} fails: ${reason}`, OutsideServices.name);
    });
  }

  /** The service works. Never throws. */
  async works(kind: OutsideKind, which?: string): Promise<void> {
    const service = nameOf(kind, which);
    if (this.successes.get(service)) return;
    this.successes.set(service, true);
    await this.guarded(async () => {
      const [gone] = await this.db.query<[unknown[], number]>(
        'DELETE FROM outside_trouble WHERE service = $1 RETURNING 1',
        [service],
      );
      if (gone.length > 0) this.log.log(`${service} works again`, OutsideServices.name);
    });
  }

  /** Every service that fails. */
  async troubles(): Promise<OutsideTrouble[]> {
    await this.db.query(`DELETE FROM outside_trouble WHERE last_at < now() - interval '${FORGOTTEN_AFTER}'`);
    return this.db.query<OutsideTrouble[]>(
      `SELECT service, since, last_at AS "lastAt", times, reason FROM outside_trouble ORDER BY service`,
    );
  }

  /** The latest failure of a service of the kind that still fails, or null. */
  async lastFailure(kind: OutsideKind): Promise<{ at: Date; reason: string } | null> {
    const of = (await this.troubles()).filter(({ service }) => service.split(' ')[0] === kind);
    const [latest] = of.sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
    return latest === undefined ? null : { at: latest.lastAt, reason: `${latest.service}: ${latest.reason}` };
  }

  private async reason(kind: OutsideKind): Promise<string | null> {
    const [row] = await this.db.query<Pick<OutsideTrouble, 'service' | 'reason'>[]>(
      `SELECT service, reason FROM outside_trouble
       WHERE (service = $1 OR starts_with(service, $1 || ' ')) AND last_at >= now() - interval '${FORGOTTEN_AFTER}'
       ORDER BY since LIMIT 1`,
      [kind],
    );
    return row === undefined ? null : `${row.service}: ${row.reason}`;
  }

  /** What is only noted must not fail the work that it is about. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.log.warn(`an outside service could not be noted: ${String(error)}`, OutsideServices.name),
    );
  }
}

function nameOf(kind: OutsideKind, which: string | undefined): string {
  return which === undefined ? kind : `${kind} ${which}`;
}

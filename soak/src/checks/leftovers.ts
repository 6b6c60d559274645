import { metricIn } from '@sunday-live/testing';
import type { Cluster } from '../system/cluster.js';
import type { Member } from '../system/member.js';
import { settled } from '../system/settled.js';
import type { Check } from './check.js';

/** Connections of a process' pool that open when they are needed, keep-alive connections, timers. */
const SLACK = 24;
const POOL = 12;
const GONE_WITHIN_MS = 90_000;
const NONE = ['live_connections', 'live_slow_consumers'];
const AS_BEFORE = ['process_open_fds', 'nodejs_active_handles_total', 'nodejs_active_resources_total'];

/** Compares resources of the processes before the first client with those after the last one has left. */
export class Leftovers {
  private constructor(
    private readonly cluster: Cluster,
    private readonly before: ReadonlyMap<string, number>,
  ) {}

  static async before(cluster: Cluster): Promise<Leftovers> {
    return new Leftovers(cluster, await held(cluster));
  }

  /** Waits until the resources are as at the first measurement, with slack for those opened on demand. */
  async checks(): Promise<Check[]> {
    await settled(GONE_WITHIN_MS, async () =>
      this.checksOf(await held(this.cluster)).some(({ ok }) => !ok) ? 'more' : null,
    );
    return this.checksOf(await held(this.cluster));
  }

  private checksOf(now: ReadonlyMap<string, number>): Check[] {
    return [...now].map(([what, value]) => {
      const before = this.before.get(what) ?? 0;
      const none = NONE.some((name) => what.endsWith(name));
      const slack = what.startsWith('PostgreSQL') ? POOL * this.cluster.members.length : SLACK;
      const limit = none ? 0 : before + slack;
      return {
        what: `${what}, nobody watching`,
        wanted: none ? '0' : `${before} as before, + ${slack} at most`,
        found: String(value),
        ok: value <= limit,
      };
    });
  }
}

async function held(cluster: Cluster): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  const ofMember = async (member: Member, names: readonly string[]) => {
    const text = await (await fetch(`${member.url}/metrics`)).text();
    for (const name of names) {
      const value = metricIn(text, name);
      if (value !== null) all.set(`${member.name}: ${name}`, value);
    }
  };
  for (const member of cluster.web) await ofMember(member, [...NONE, ...AS_BEFORE]);
  for (const member of cluster.workers) await ofMember(member, AS_BEFORE);
  const clients = String(await cluster.redis.command('CLIENT', 'LIST'));
  all.set('Redis: connections', clients.trim().split('\n').length);
  all.set('Redis: subscriptions', sum(clients, /\bsub=(\d+)/g) + sum(clients, /\bpsub=(\d+)/g));
  const [sessions] = await cluster.database.query<{ all: number }>(
    `SELECT count(*)::int AS all
     FROM pg_stat_activity WHERE datname = current_database()`,
  );
  all.set('PostgreSQL: connections', sessions?.all ?? 0);
  return all;
}

function sum(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
}

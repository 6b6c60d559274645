import type { Request } from 'express';
import { wantsCsv } from './csv.js';
import type { Limit } from './rate-limit.js';
import { routeKey } from './request-log.js';

interface ClassLimit {
  /** Hits per account. */
  readonly account?: number;
  /** Hits per address, when nobody is signed in or `by` is set. */
  readonly address?: number;
  readonly windowSeconds: number;
  /** `node`: counted per node, without a database write. `cluster`: counted for all nodes, in PostgreSQL. */
  readonly counted: 'node' | 'cluster';
  /** `address`: counted by address even for signed-in players, because creating another account is easy. */
  readonly by?: 'address';
}

const MINUTE_S = 60;
const HOUR_S = 3600;

/** Limits per class of routes. Beyond them a request gets 429 with `Retry-After`, and changes nothing. */
export const LIMIT_CLASSES = {
  read: { account: 600, address: 6000, windowSeconds: MINUTE_S, counted: 'node' },
  'heavy-read': { account: 60, address: 600, windowSeconds: MINUTE_S, counted: 'node' },
  poll: { account: 1200, windowSeconds: MINUTE_S, counted: 'node' },
  change: { account: 60, address: 120, windowSeconds: MINUTE_S, counted: 'cluster' },
  save: { account: 60, windowSeconds: MINUTE_S, counted: 'node' },
  'come-and-go': { account: 10, windowSeconds: MINUTE_S, counted: 'cluster' },
  stranger: { address: 1200, windowSeconds: MINUTE_S, counted: 'node', by: 'address' },
  'account-end': { address: 10, windowSeconds: HOUR_S, counted: 'cluster', by: 'address' },
  send: { account: 20, windowSeconds: HOUR_S, counted: 'cluster' },
  expensive: { account: 120, windowSeconds: HOUR_S, counted: 'cluster' },
} as const satisfies Record<string, ClassLimit>;

export type LimitClass = keyof typeof LIMIT_CLASSES | 'sign-in' | 'unlimited';

interface Exception {
  readonly class: LimitClass;
  readonly why: string;
}

const STATISTICS: Exception = { class: 'heavy-read', why: 'reads a whole season of a league' };
const EXPORT: Exception = { class: 'expensive', why: 'streams a whole season' };
const REPORT: Exception = { class: 'expensive', why: 'hours of simulation can follow' };
const ANNOUNCEMENT: Exception = { class: 'send', why: 'reaches every member, by email where wanted' };
const HEALTH: Exception = { class: 'unlimited', why: 'probes of the operator; behind the proxy' };
const MEMBERSHIP: Exception = { class: 'come-and-go', why: 'changes the table of every member' };

/**
 * Routes with another class than their method's (GET is a `read`, everything else a `change`). A test checks that each
 * key names an existing route.
 */
export const ROUTE_EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'GET /healthz': HEALTH,
  'GET /readyz': HEALTH,
  'GET /metrics': HEALTH,
  'POST /api/auth/*path': { class: 'sign-in', why: 'counted by route, address, account and recipient' },
  'GET /api/leagues/:id/live': { class: 'poll', why: 'comes back after every event of a Sunday' },
  'GET /api/leagues/:id/statistics': STATISTICS,
  'GET /api/leagues/:id/history/:week': STATISTICS,
  'GET /api/leagues/:id/records': STATISTICS,
  'GET /api/leagues/:id/players/:player/career': STATISTICS,
  'PUT /api/me/cards/:week': {
    class: 'save',
    why: 'saves before the lock are batched: no write beside them',
  },
  'PUT /api/leagues/:id/members/me': MEMBERSHIP,
  'DELETE /api/leagues/:id/members/me': MEMBERSHIP,
  'DELETE /api/me': {
    class: 'account-end',
    why: 'changes the table of everybody, and a new account is free',
  },
  'GET /api/me/export': { class: 'expensive', why: 'reads everything that is known of a player' },
  'POST /api/reports': REPORT,
  'POST /api/reports/:id/rebuild': REPORT,
  'POST /api/reports/:id/retry': REPORT,
  'POST /api/leagues/:id/announcements': ANNOUNCEMENT,
  'POST /api/admin/announcements': ANNOUNCEMENT,
  ...Object.fromEntries(
    ['predictions', 'bankers', 'no-picks', 'users', 'audit'].flatMap((name) => [
      [`GET /api/admin/exports/${name}.csv`, EXPORT],
      [`GET /api/admin/${name}.csv`, EXPORT],
    ]),
  ),
};

/** Returns the class of a route by its key: `GET /api/weeks/:week/games`. */
export function limitClassOf(key: string): LimitClass {
  return ROUTE_EXCEPTIONS[key]?.class ?? (key.startsWith('GET ') ? 'read' : 'change');
}

/** Returns the class of a request: a table as CSV counts as an export on every route. */
export function limitClassFor(request: Request): LimitClass {
  const known = limitClassOf(routeKey(request));
  return (known === 'read' || known === 'heavy-read') && wantsCsv(request) ? 'expensive' : known;
}

/** Returns the limit of a request and its subject; null when it is unlimited. */
export function limitOf(
  name: keyof typeof LIMIT_CLASSES,
  account: string | null,
  address: string,
): { limit: Limit; of: string; counted: ClassLimit['counted'] } | null {
  const wanted: ClassLimit = LIMIT_CLASSES[name];
  const byAccount = account !== null && wanted.by !== 'address';
  const hits = byAccount ? wanted.account : wanted.address;
  if (hits === undefined) return null;
  const kind = byAccount ? 'account' : 'address';
  return {
    limit: { what: `${name}:${kind}`, hits, windowSeconds: wanted.windowSeconds },
    of: byAccount ? account : address,
    counted: wanted.counted,
  };
}

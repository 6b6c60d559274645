import {
  announcementFrameSchema,
  byeSchema,
  deltaSchema,
  heartbeatSchema,
  longPollAnswerSchema,
  resyncSchema,
  snapshotSchema,
} from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checked, type Shape } from '../http/shape.js';
import { aDelta, aGame, aSnapshot } from '../testing/slate.js';
import * as frames from './frames.js';

const announcement = {
  id: 'a',
  title: 'Rain',
  body: 'in **Chicago**',
  level: 'alert',
  league: null,
  createdAt: '2024-10-27T17:00:00Z',
  expiresAt: null,
  updatedAt: '2024-10-27T17:00:00Z',
  withdrawnAt: null,
};
const feed = { state: 'ok', asOf: null };
const rich = aSnapshot({
  games: [aGame({ possession: 'home', redZone: true, leader: 'tie' })],
  announcements: [announcement as never],
  spread: { day: [[3, 1]] },
  ties: { season: [[3, 2, 1.5, 4]] },
  own: { n: 1, season: { points: 3, right: 2, bankerPoints: -7, bankers: 1 }, jokerCounts: true },
});
const delta = aDelta(1, {
  games: [aGame()],
  scopes: { day: [[0, 1, 7]] },
  players: rich.players,
  cause: { game: 'g1', kind: 'touchdown', team: 'CHI' },
  spread: { week: [[7, 1]] },
  ties: { week: [[7, 1, 0, 1]] },
  bases: true,
});
const told = { epoch: 'e1', seq: 2, announcement };

/** Each of our shapes beside the contract's schema of the same thing, with one rich example. */
const PAIRS: [string, Shape<never>, { safeParse(value: unknown): { success: boolean } }, unknown][] = [
  ['snapshot', frames.snapshot as Shape<never>, snapshotSchema, rich],
  ['delta', frames.delta as Shape<never>, deltaSchema, delta],
  ['announcement', frames.announcementFrame as Shape<never>, announcementFrameSchema, told],
  [
    'heartbeat',
    frames.heartbeat as Shape<never>,
    heartbeatSchema,
    { epoch: 'e', head: 1, serverTime: '', feed },
  ],
  ['resync', frames.resync as Shape<never>, resyncSchema, { league: 'l', reason: 'r' }],
  ['bye', frames.bye as Shape<never>, byeSchema, { retryAfterMs: 10 }],
  [
    'poll',
    frames.longPollAnswer as Shape<never>,
    longPollAnswerSchema,
    {
      epoch: 'e',
      head: 2,
      reset: false,
      serverTime: '',
      feed,
      events: [rich, delta, { type: 'announcement', ...told }],
    },
  ],
];

describe('the shapes of frames are those of the contract', () => {
  for (const [name, shape, schema, example] of PAIRS) {
    it(`${name}: both accept the example, and agree on every damage to it`, () => {
      expect(schema.safeParse(example).success).toBe(true);
      expect(accepts(shape, example)).toBe(true);
      fc.assert(
        fc.property(fc.nat(), damage, (place, value) => {
          const damaged = withDamage(example, place, value);
          expect(accepts(shape, damaged)).toBe(schema.safeParse(damaged).success);
        }),
        { numRuns: 500 },
      );
    });
  }
});

const REMOVED = Symbol('removed');
const damage = fc.constantFrom<unknown>(
  REMOVED,
  null,
  undefined,
  1.5,
  -1,
  '',
  'x',
  true,
  [],
  {},
  [1, 2],
  'home',
);

function accepts(shape: Shape<never>, value: unknown): boolean {
  try {
    checked(shape, value);
    return true;
  } catch {
    return false;
  }
}

/** A copy of `value` in which one place is something else. */
function withDamage(value: unknown, place: number, damaged: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const places: { in: Record<string, unknown>; key: string }[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push({ in: node as Record<string, unknown>, key });
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const target = places[place % places.length];
  if (!target) return copy;
  if (damaged === REMOVED && !Array.isArray(target.in)) delete target.in[target.key];
  else target.in[target.key] = damaged === REMOVED ? null : damaged;
  return copy;
}

import type { PushPayload } from '@sunday-live/contract';
import { type EntityManager, In } from 'typeorm';
import { PAST } from '../../../platform/database/statements.js';
import { type Claimed, type Outbox } from '../../../platform/work/outbox.sql.js';
import { REACHABLE } from '../devices/devices.sql.js';
import { WANTED } from '../kinds/kinds.js';
import { PushDeliveryEntity } from '../message.entity.js';

/** A message for one device that one attempt has claimed. */
export interface Delivery {
  readonly message: string;
  readonly subscription: string;
  readonly attempts: number;
  readonly payload: PushPayload;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly ttlSeconds: number;
}
export type ClaimedDelivery = Claimed<Delivery>;

/**
 * SQL condition on `push_message m`: its player may get everything in it and still wants to. Checked at each attempt,
 * since the message may have waited for the TV delay or for its push service (X3).
 */
const STILL_WANTED = `m.payload <> '{}' AND NOT EXISTS (
  SELECT 1 FROM push_news n LEFT JOIN push_choice c ON c.player = n.player WHERE n.message = m.id AND NOT (${WANTED}))`;

/**
 * The table `push_delivery`; `ready` needs our public key. After its claim a delivery may have been handed over, so a dead
 * attempt is not repeated.
 */
export const DELIVERIES: Outbox<Delivery> = {
  table: 'push_delivery',
  key: ['message', 'subscription'],
  busy: 'sending',
  repeatsDead: false,
  ready: `EXISTS (
    SELECT 1 FROM push_message m JOIN push_subscription d ON d.player = m.player JOIN "user" u ON u.id = d.player
    WHERE m.id = o.message AND d.id = o.subscription AND m.valid_until > now() AND ${REACHABLE} AND ${STILL_WANTED})`,
  order: 'o.due_at',
  columns: `o.message, o.subscription, o.attempts, m.payload, d.endpoint, d.p256dh, d.auth,
    ceil(extract(epoch FROM m.valid_until - now()))::int AS "ttlSeconds"`,
  join: 'JOIN push_message m ON m.id = o.message JOIN push_subscription d ON d.id = o.subscription',
};

/**
 * Settles deliveries that no attempt will end: dead attempts (nobody can know whether the push service has the
 * message), late ones, and those for devices that may get no more messages.
 */
export async function settleLeftovers(manager: EntityManager, serverKey: string): Promise<void> {
  await manager.update(
    PushDeliveryEntity,
    { state: 'sending', dueAt: PAST },
    { state: 'failed', lastError: 'unconfirmed: the attempt died' },
  );
  await manager.query(
    `UPDATE push_delivery q SET state = 'dropped', last_error = concat_ws('; ', 'too late, or not wanted any more', last_error)
     FROM push_message m, push_subscription d, "user" u
     WHERE q.state = 'queued' AND m.id = q.message AND d.id = q.subscription AND u.id = d.player
       AND (m.valid_until <= now() OR NOT (${REACHABLE}) OR NOT (${STILL_WANTED}))`,
    [serverKey],
  );
}

/** Counts waiting deliveries, and failed ones whose messages are kept. */
export async function deliveryFigures(manager: EntityManager): Promise<{ waiting: number; failed: number }> {
  const waiting = await manager.countBy(PushDeliveryEntity, { state: In(['queued', 'sending']) });
  return { waiting, failed: await manager.countBy(PushDeliveryEntity, { state: 'failed' }) };
}

/** Counts waiting deliveries that are due. */
export function countDueDeliveries(manager: EntityManager): Promise<number> {
  return manager.countBy(PushDeliveryEntity, { state: 'queued', dueAt: PAST });
}

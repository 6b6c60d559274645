import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PushPayload } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { REACHABLE } from '../devices/devices.sql.js';
import { WANTED } from '../kinds/kinds.js';

/** A message for one device that one attempt has taken. */
export interface ClaimedDelivery {
  readonly message: string;
  readonly subscription: string;
  readonly claim: string;
  readonly attempts: number;
  readonly payload: PushPayload;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly ttlSeconds: number;
}

type Delivery = Pick<ClaimedDelivery, 'message' | 'subscription' | 'claim'>;

/**
 * An SQL condition on `push_message m`: its player may be told everything in it and still wants to be. It is asked at each attempt,
 * since the message may have waited for the TV delay or for its push service (X3).
 */
const STILL_WANTED = `m.payload <> '{}' AND NOT EXISTS (
  SELECT 1 FROM push_news n LEFT JOIN push_choice c ON c.player = n.player WHERE n.message = m.id AND NOT (${WANTED}))`;

/** Reads and writes `push_delivery`. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: DataSource) {}

  /** The next that is due and may still be told, taken for `leaseMs`; from now on it may have been handed over. */
  async claim(serverKey: string, leaseMs: number): Promise<ClaimedDelivery | null> {
    const [[delivery] = []] = await this.db.query<[ClaimedDelivery[], number]>(
      `UPDATE push_delivery p SET state = 'sending', claim = $2, attempts = attempts + 1,
         due_at = now() + make_interval(secs => $3::float / 1000)
       FROM push_message m, push_subscription d
       WHERE m.id = p.message AND d.id = p.subscription AND (p.message, p.subscription) = (
         SELECT q.message, q.subscription FROM push_delivery q JOIN push_message m ON m.id = q.message
           JOIN push_subscription d ON d.id = q.subscription AND d.player = m.player JOIN "user" u ON u.id = d.player
         WHERE q.state = 'queued' AND q.due_at <= now() AND m.valid_until > now() AND ${REACHABLE} AND ${STILL_WANTED}
         ORDER BY q.due_at LIMIT 1 FOR UPDATE OF q SKIP LOCKED
       )
       RETURNING p.message, p.subscription, p.claim, p.attempts, m.payload, d.endpoint, d.p256dh, d.auth,
         ceil(extract(epoch FROM m.valid_until - now()))::int AS "ttlSeconds"`,
      [serverKey, randomUUID(), leaseMs],
    );
    return delivery ?? null;
  }

  async end(delivery: Delivery, state: 'sent' | 'failed', reason: string | null): Promise<void> {
    await this.db.query(
      `UPDATE push_delivery SET state = $4, last_error = $5
       WHERE message = $1 AND subscription = $2 AND claim = $3 AND state = 'sending'`,
      [delivery.message, delivery.subscription, delivery.claim, state, reason],
    );
  }

  /** It was certainly not delivered: once more, later. */
  async again(delivery: Delivery, pauseMs: number, reason: string): Promise<void> {
    await this.db.query(
      `UPDATE push_delivery SET state = 'queued', due_at = now() + make_interval(secs => $4::float / 1000), last_error = $5
       WHERE message = $1 AND subscription = $2 AND claim = $3 AND state = 'sending'`,
      [delivery.message, delivery.subscription, delivery.claim, pauseMs, reason],
    );
  }

  /**
   * Ends what nobody will end: attempts that died (whether the push service has it, nobody can know), what is too late, and what
   * was for a device that may not be told any more.
   */
  async settleLeftovers(serverKey: string): Promise<void> {
    await this.db.query(
      `UPDATE push_delivery SET state = 'failed', last_error = 'unconfirmed: the attempt died'
       WHERE state = 'sending' AND due_at <= now()`,
    );
    await this.db.query(
      `UPDATE push_delivery q SET state = 'dropped', last_error = concat_ws('; ', 'too late, or not wanted any more', last_error)
       FROM push_message m, push_subscription d, "user" u
       WHERE q.state = 'queued' AND m.id = q.message AND d.id = q.subscription AND u.id = d.player
         AND (m.valid_until <= now() OR NOT (${REACHABLE}) OR NOT (${STILL_WANTED}))`,
      [serverKey],
    );
  }

  /** How many wait, and how many have failed of those whose messages are kept. */
  async figures(): Promise<{ waiting: number; failed: number }> {
    const [row] = await this.db.query<{ waiting: number; failed: number }[]>(
      `SELECT count(*) FILTER (WHERE state IN ('queued', 'sending'))::int AS waiting,
         count(*) FILTER (WHERE state = 'failed')::int AS failed FROM push_delivery`,
    );
    return row ?? { waiting: 0, failed: 0 };
  }

  /** How many wait that are due. */
  async due(): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM push_delivery WHERE state = 'queued' AND due_at <= now()`,
    );
    return row?.count ?? 0;
  }
}

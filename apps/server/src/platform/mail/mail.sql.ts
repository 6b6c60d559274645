import { type EntityManager } from 'typeorm';
import type { Config } from '../../config/config.js';
import type { PlayerStep } from '../database/player-steps.sql.js';
import { type Claimed, type Outbox } from '../work/outbox.sql.js';
import { type QueueFailures, queueFailures } from '../work/queue-counts.js';
import { MailEntity } from './mail.entity.js';
import { MESSAGE_ID_SQL } from './mail-secrets.js';
import { mailable } from './mailable.js';

/** A row to insert. */
export interface MailRow {
  readonly key: string;
  readonly kind: string;
  readonly recipient: string;
  readonly player: string | null;
  readonly priority: number;
  readonly unasked: boolean;
  readonly perDay: number | null;
  readonly data: object;
  readonly secret: Buffer | null;
  readonly dueAt: Date | null;
  readonly validUntil: Date | null;
}

/** An email to be sent. */
interface DueMail {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly recipient: string;
  readonly data: Record<string, unknown>;
  readonly secret: Buffer | null;
  /** Attempts so far, including this one. */
  readonly attempts: number;
  readonly createdAt: Date;
}
export type ClaimedMail = Claimed<DueMail>;

/** An email of a player without its content, for the export. */
export interface MailNote {
  readonly kind: string;
  readonly to: string;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';
  readonly createdAt: string;
  readonly sentAt: string | null;
}

/** A statement's worth of emails of one kind, one per row of `audience`. */
export interface BulkRows
  extends Pick<MailRow, 'kind' | 'priority' | 'unasked' | 'perDay' | 'data' | 'validUntil'> {
  readonly about: string;
  /**
   * A query with the columns id, email, name and "timeZone"; and edition, if a player gets several emails of the kind
   * about the same matter.
   */
  readonly audience: string;
  readonly params: readonly unknown[];
  /** Only these players; the query has the column n. Absent: all of the audience. */
  readonly step?: PlayerStep;
}

/** Whether emails may go to unverified addresses. */
type Addresses = Pick<Config, 'requireEmailVerification'>;

/** Rows are settled in statements of a few thousand. */
const SETTLE_AT_ONCE = 5000;
/** Failures are counted over this time. */
const FAILURES_OF_DAYS = 7;

/** The table `mail`. No email is due while the mail server pauses. An attempt that died is repeated, because the server may not have the email. */
export const MAILS: Outbox<DueMail> = {
  table: 'mail',
  key: ['id'],
  busy: 'sending',
  repeatsDead: true,
  ready: 'o.valid_until > now() AND (SELECT retry_at <= now() FROM mail_server)',
  order: 'o.priority, o.due_at',
  columns: 'o.id, o.key, o.kind, o.recipient, o.data, o.secret, o.attempts, o.created_at AS "createdAt"',
  also: {
    queued: 'failed_at = now()',
    sent: 'sent_at = now(), failed_at = NULL, secret = NULL',
    // an admin should look at it
    failed: 'failed_at = now(), secret = NULL',
    // no longer wanted
    dropped: 'failed_at = NULL, secret = NULL',
  },
};

/** Stores emails that are not known yet. @returns the number of new emails */
export async function addMails(
  tx: EntityManager,
  config: Addresses,
  mails: readonly MailRow[],
): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO mail (key, kind, recipient, player, priority, data, secret, due_at, wanted_at, valid_until)
     SELECT key, kind, recipient, player, priority, data, secret,
       COALESCE(due_at, now()), COALESCE(due_at, now()), COALESCE(valid_until, now() + interval '3 days')
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::jsonb[], $7::bytea[],
       $8::timestamptz[], $9::timestamptz[], $10::boolean[], $11::int[])
       AS m (key, kind, recipient, player, priority, data, secret, due_at, valid_until, unasked, per_day)
     WHERE ${wanted(config, { player: 'm.player', kind: 'm.kind', unasked: 'm.unasked', perDay: 'm.per_day' })}
     ON CONFLICT (key) DO NOTHING RETURNING 1`,
    [
      mails.map(({ key }) => key),
      mails.map(({ kind }) => kind),
      mails.map(({ recipient }) => recipient),
      mails.map(({ player }) => player),
      mails.map(({ priority }) => priority),
      mails.map(({ data }) => JSON.stringify(data)),
      mails.map(({ secret }) => secret),
      mails.map(({ dueAt }) => dueAt),
      mails.map(({ validUntil }) => validUntil),
      mails.map(({ unasked }) => unasked),
      mails.map(({ perDay }) => perDay),
    ],
  );
  return rows.length;
}

/** Inserts in one statement, for all of the audience or one step of it. @returns the number of new emails */
export async function addMailsForPlayers(
  tx: EntityManager,
  config: Addresses,
  bulk: BulkRows,
): Promise<number> {
  const { kind, about, priority, unasked, perDay, data, validUntil, audience, params, step } = bulk;
  const place = (n: number): string => `$${params.length + n}`;
  const key = `concat_ws(':', ${place(1)}::text, ${place(2)}::text, to_jsonb(a)->>'edition', a.id)`;
  const [row] = await tx.query<{ count: number }[]>(
    `WITH added AS (
       INSERT INTO mail (key, kind, recipient, player, priority, data, valid_until)
       SELECT ${key}, ${place(1)}, a.email, a.id, ${place(3)}::smallint,
         ${place(4)}::jsonb || jsonb_build_object('player', a.id, 'name', a.name, 'timeZone', a."timeZone"),
         COALESCE(${place(5)}::timestamptz, now() + interval '3 days')
       FROM (${audience}) AS a
       -- repeated calls find most rows known: cheaper than a conflict for each
       WHERE NOT EXISTS (
         SELECT 1 FROM mail m WHERE m.key = ${key}
       )
         ${step === undefined ? '' : `AND a.n > ${place(8)}::int AND a.n <= ${place(9)}::int`}
         AND ${wanted(config, { player: 'a.id', kind: `${place(1)}::text`, unasked: `${place(6)}::boolean`, perDay: `${place(7)}::int` })}
       ON CONFLICT (key) DO NOTHING RETURNING 1
     ) SELECT count(*)::int AS count FROM added`,
    [
      ...[...params, kind, about, priority, JSON.stringify(data), validUntil, unasked, perDay],
      ...(step === undefined ? [] : [step.after, step.to]),
    ],
  );
  return row?.count ?? 0;
}

/** Counts the rows that `addMailsForPlayers` would insert now if none existed. */
export async function countPlayers(
  tx: EntityManager,
  config: Addresses,
  {
    kind,
    unasked,
    perDay,
    audience,
    params,
  }: Pick<BulkRows, 'kind' | 'unasked' | 'perDay' | 'audience' | 'params'>,
): Promise<number> {
  const place = (n: number): string => `$${params.length + n}`;
  const condition = wanted(config, {
    player: 'a.id',
    kind: `${place(1)}::text`,
    unasked: `${place(2)}::boolean`,
    perDay: `${place(3)}::int`,
  });
  const [row] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM (${audience}) AS a WHERE ${condition}`,
    [...params, kind, unasked, perDay],
  );
  return row?.count ?? 0;
}

/** Builds an SQL condition from expressions: the player may get such an email now. */
function wanted(
  config: Addresses,
  of: { player: string; kind: string; unasked: string; perDay: string },
): string {
  return `(NOT ${of.unasked} OR EXISTS (
      SELECT 1 FROM "user" u WHERE u.id = ${of.player} AND ${mailable(config)}))
    AND (${of.perDay} IS NULL OR (
      SELECT count(*) FROM mail o
      WHERE o.player = ${of.player} AND o.kind = ${of.kind} AND o.created_at > now() - interval '1 day') < ${of.perDay})`;
}

/**
 * The present address of the player of an unrequested email; null when the player must not get it any more.
 * @param choice the player's setting for it, or null for an email that cannot be switched off
 */
export async function addressOf(
  manager: EntityManager,
  config: Addresses,
  { id }: Pick<ClaimedMail, 'id'>,
  choice: string | null,
): Promise<string | null> {
  const [row] = await manager.query<{ email: string }[]>(
    `SELECT u.email FROM mail m JOIN "user" u ON u.id = m.player
     WHERE m.id = $1 AND ${mailable(config)}
       AND ($2::text IS NULL OR COALESCE((u.notifications->>$2)::boolean, true))`,
    [id, choice],
  );
  return row?.email ?? null;
}

/** Frees the keys of dropped emails about a matter, so that they can be stored again. */
export async function forgetDropped(tx: EntityManager, kind: string, about: string): Promise<void> {
  for (;;) {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE mail SET key = concat_ws(':', key, 'dropped', id) WHERE id IN (
         SELECT id FROM mail WHERE kind = $1 AND state = 'dropped' AND starts_with(key, $2) AND NOT key LIKE '%:dropped:%'
         LIMIT ${SETTLE_AT_ONCE} FOR UPDATE
       )`,
      [kind, `${kind}:${about}:`],
    );
    if (count < SETTLE_AT_ONCE) return;
  }
}

/** Drops emails that would be too late. */
export async function dropLate(manager: EntityManager): Promise<void> {
  await manager.query(
    `UPDATE mail SET state = 'dropped', secret = NULL, last_error = concat_ws('; ', 'too late', last_error)
     WHERE id IN (
       SELECT id FROM mail WHERE valid_until <= now() AND (state = 'queued' OR (state = 'sending' AND due_at <= now()))
       LIMIT ${SETTLE_AT_ONCE} FOR UPDATE SKIP LOCKED
     )`,
  );
}

/** Deletes emails that were settled long ago, a few thousand at a time. @param of `nobody`: only emails without an account @returns their number */
export async function removeSettled(
  manager: EntityManager,
  days: number,
  of: 'anybody' | 'nobody',
): Promise<number> {
  let removed = 0;
  for (;;) {
    const [, count] = await manager.query<[unknown[], number]>(
      `DELETE FROM mail WHERE id IN (
         SELECT id FROM mail WHERE state IN ('sent', 'failed', 'dropped')
           AND created_at < now() - make_interval(days => $1) ${of === 'nobody' ? 'AND player IS NULL' : ''}
         LIMIT ${SETTLE_AT_ONCE} FOR UPDATE SKIP LOCKED
       )`,
      [days],
    );
    removed += count;
    if (count < SETTLE_AT_ONCE) return removed;
  }
}

/** Counts the emails that wait and those that are due, with the age of the oldest, s. */
export async function waitingMails(
  manager: EntityManager,
): Promise<{ count: number; due: number; oldestSeconds: number }> {
  const [row] = await manager.query<{ count: number; due: number; oldestSeconds: number }[]>(
    `SELECT count(*)::int AS count, count(*) FILTER (WHERE due_at <= now())::int AS due,
       COALESCE(extract(epoch FROM now() - min(wanted_at)), 0)::float AS "oldestSeconds"
     FROM mail WHERE state IN ('queued', 'sending')`,
  );
  return row ?? { count: 0, due: 0, oldestSeconds: 0 };
}

/**
 * Removes a deleted player from emails to others: settled emails that hold the player's id lose their data, and the author of a
 * correction (`by`) becomes "A former admin", sent or not.
 */
export async function forgetInMails(manager: EntityManager, player: string, name: string): Promise<void> {
  await manager.query(
    `UPDATE mail SET data = jsonb_set(data, '{by}', to_jsonb('A former admin'::text)) WHERE data->>'by' = $1`,
    [name],
  );
  await manager.query(
    `UPDATE mail SET data = '{}' WHERE state IN ('sent', 'failed', 'dropped') AND strpos(data::text, $1) > 0`,
    [player],
  );
}

/** Returns those of these emails that are not in the table. They are named by the local parts of their Message-IDs. */
export async function goneMails(
  manager: EntityManager,
  mails: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ mail: string }[]>(
    `SELECT mail FROM unnest($1::text[]) AS mail
     EXCEPT SELECT ${MESSAGE_ID_SQL} FROM mail`,
    [mails],
  );
  return new Set(rows.map(({ mail }) => mail));
}

/** A player's emails, oldest first. */
export async function mailsOf(manager: EntityManager, player: string): Promise<MailNote[]> {
  const rows = await manager.find(MailEntity, {
    select: { kind: true, recipient: true, state: true, createdAt: true, sentAt: true },
    where: { playerId: player },
    order: { id: 'ASC' },
  });
  return rows.map(({ kind, recipient, state, createdAt, sentAt }) => ({
    kind,
    to: recipient,
    state,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));
}

/** Counts recent final failures, with the reason of the latest failed attempt of any email. */
export async function mailFailures(manager: EntityManager): Promise<QueueFailures> {
  const [row] = await manager.query<{ failed: number; at: Date | null; reason: string | null }[]>(
    `SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed, max(failed_at) AS at,
       (array_agg(last_error ORDER BY failed_at DESC))[1] AS reason
     FROM mail WHERE failed_at > now() - make_interval(days => ${FAILURES_OF_DAYS})`,
  );
  return queueFailures(row);
}

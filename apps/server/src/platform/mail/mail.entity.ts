import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { oneOf } from '../database/checks.js';

/** Emails that are to be sent, or were sent. */
@Entity('mail')
@Check('mail_state_check', oneOf('state', ['queued', 'sending', 'sent', 'failed', 'dropped']))
@Index('mail_due', ['priority', 'dueAt'], { where: "state IN ('queued', 'sending')" })
@Index('mail_failed', ['failedAt'], { where: 'failed_at IS NOT NULL' })
@Index('mail_settled', ['createdAt'], { where: "state IN ('sent', 'failed', 'dropped')" })
@Index('mail_settled_of_nobody', ['createdAt'], {
  where: "state IN ('sent', 'failed', 'dropped') AND player IS NULL",
})
@Index('mail_valid', ['validUntil'], { where: "state IN ('queued', 'sending')" })
export class MailEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  /** Kind and subject matter: a second request for the same email finds this row. */
  @Column({ type: 'text', unique: true, collation: 'C' }) key!: string;

  @Column('text') kind!: string;

  @Column('text') recipient!: string;

  /** The email is deleted with this account. */
  @Index('mail_player') @Column('text', { name: 'player', nullable: true }) playerId!: string | null;

  /** Lower numbers are sent first: links that somebody waits for before results. */
  @Column('smallint', { default: 5 }) priority!: number;

  /** Data for the template. */
  @Column('jsonb') data!: Record<string, unknown>;

  /** Encrypted: links with tokens. Deleted once the email is settled. */
  @Column('bytea', { nullable: true }) secret!: Buffer | null;

  @Column('text', { default: 'queued' }) state!: 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';

  @Column('int', { default: 0 }) attempts!: number;

  /** The attempt that may write this row. */
  @Column('uuid', { nullable: true }) claim!: string | null;

  /** Queued: earliest time of the next attempt. Sending: end of the lease, after which the email is due again. */
  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;

  /** Latest time; after it the email is dropped. */
  @Column('timestamptz', { default: () => "(now() + '3 days')" }) validUntil!: Date;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;

  @Column('text', { nullable: true }) lastError!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) wantedAt!: Date;

  @Column('timestamptz', { nullable: true }) failedAt!: Date | null;

  // by name: the platform imports no feature
  @ManyToOne('UserEntity', { onDelete: 'CASCADE' }) player?: unknown;
}

/** State of the mail server. One row. */
@Entity('mail_server')
@Check('mail_server_id_check', 'id = 1')
export class MailServerEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** Consecutive failures of the server, not of single emails. */
  @Column('int', { default: 0 }) failures!: number;

  /** Earliest time of the next attempt. */
  @Column('timestamptz', { default: () => 'now()' }) retryAt!: Date;

  @Column('text', { nullable: true }) lastError!: string | null;
}

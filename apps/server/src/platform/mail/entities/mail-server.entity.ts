import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

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

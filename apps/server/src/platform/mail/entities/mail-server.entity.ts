import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How the email server is doing. One row. */
@Entity('mail_server')
@Check('mail_server_id_check', 'id = 1')
export class MailServerEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** In a row, of the server and not of one email. */
  @Column('int', { default: 0 }) failures!: number;

  /** Nothing is sent before. */
  @Column('timestamptz', { default: () => 'now()' }) retryAt!: Date;

  @Column('text', { nullable: true }) lastError!: string | null;
}

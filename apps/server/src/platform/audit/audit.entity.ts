import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Records who changed what. Rows are only added: a trigger and missing rights refuse everything else. */
@Entity('audit')
@Index('audit_action', ['action', 'id'])
@Index('audit_actor', ['actorId', 'id'])
@Index('audit_target', ['target', 'id'])
export class AuditEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  /** Id and name at the time of the change, without a reference: the row outlives the account. Null: the system. */
  @Column('text', { name: 'actor', nullable: true }) actorId!: string | null;

  @Column('text', { nullable: true }) actorName!: string | null;

  /** The action, for example `season.lock`. */
  @Column('text') action!: string;

  /** What was changed, for example `week/2024/8`. */
  @Column('text') target!: string;

  @Column('jsonb', { nullable: true }) before!: object | null;

  @Column('jsonb', { nullable: true }) after!: object | null;

  @Column('text', { nullable: true }) why!: string | null;

  /** IP address of the request. */
  @Column('text', { nullable: true }) address!: string | null;

  @Column('text', { nullable: true }) requestId!: string | null;
}

import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../auth/user.entity.js';

/** Alerts for admins. Each subject has one row, however often it is raised. */
@Entity('admin_alert')
export class AdminAlertEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  /** The subject. */
  @Column('text', { unique: true }) key!: string;

  @Column('text') title!: string;

  @Column('text') message!: string;

  @Column('timestamptz', { default: () => 'now()' }) raisedAt!: Date;

  /** When the problem ended by itself. */
  @Column('timestamptz', { nullable: true }) clearedAt!: Date | null;

  /** When an admin dismissed it. */
  @Column('timestamptz', { nullable: true }) resolvedAt!: Date | null;

  @Column('text', { name: 'resolved_by', nullable: true }) resolvedById!: string | null;

  @ManyToOne(() => UserEntity, { onDelete: 'SET NULL' }) resolvedBy?: UserEntity | null;
}

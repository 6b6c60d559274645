import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';

/** Scheduled backups: verified ones in the place of backups, and attempts that failed. */
@Entity('backup')
@Check(
  'backup_outcome_check',
  '(problem IS NULL) = (verified_at IS NOT NULL AND name IS NOT NULL AND bytes IS NOT NULL AND rows IS NOT NULL)',
)
@Index('backup_taken', ['takenAt'])
export class BackupEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  /** Name of the file or object; null: the attempt failed. */
  @Column('text', { nullable: true, unique: true }) name!: string | null;

  /** The moment whose data it contains; of a failed attempt its start. */
  @Column('timestamptz') takenAt!: Date;

  @Column('bigint', { nullable: true }) bytes!: number | null;

  /** Rows of all tables. */
  @Column('bigint', { nullable: true }) rows!: number | null;

  /** When its restore into a scratch database was compared with it. */
  @Column('timestamptz', { nullable: true }) verifiedAt!: Date | null;

  /** Fingerprint of the session secret that its data needs; null: not known. */
  @Column('text', { nullable: true }) secretFingerprint!: string | null;

  /** Why the attempt failed. */
  @Column('text', { nullable: true }) problem!: string | null;
}

/** The backup that is being made, or that an admin wants. One row. */
@Entity('backup_run')
@Check('backup_run_id_check', 'id = 1')
@Check('backup_run_step_check', oneOf('step', ['writing', 'checking', 'storing']))
export class BackupRunEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** When an admin asked for one; null: nobody waits. */
  @Column('timestamptz', { nullable: true }) wantedAt!: Date | null;

  /** null: none is being made. */
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;

  @Column('text', { nullable: true }) step!: 'writing' | 'checking' | 'storing' | null;
}

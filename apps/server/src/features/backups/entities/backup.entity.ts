import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

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

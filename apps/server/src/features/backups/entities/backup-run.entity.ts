import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

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

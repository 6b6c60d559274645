import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../checks.js';

/** What tells this installation from others, and what admins have switched. One row. */
@Entity('installation')
@Check('installation_id_check', 'id = 1')
@Check('installation_registration_check', oneOf('registration', ['open', 'closed']))
export class InstallationEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** Prefix of everything that this installation keeps in a shared Redis. */
  @Column('text') key!: string;

  /** An admin's decision; null: as configured. */
  @Column('text', { nullable: true }) registration!: 'open' | 'closed' | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('boolean', { default: true }) livePage!: boolean;

  @Column('boolean', { default: false }) maintenance!: boolean;

  /** What players read meanwhile. */
  @Column('text', { nullable: true }) maintenanceNotice!: string | null;
}

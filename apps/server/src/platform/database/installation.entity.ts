import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from './checks.js';

/** Identity of this installation, and the switches that admins have set. One row. */
@Entity('installation')
@Check('installation_id_check', 'id = 1')
@Check('installation_registration_check', oneOf('registration', ['open', 'closed']))
export class InstallationEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** Prefix of all keys of this installation in a shared Redis. */
  @Column('text') key!: string;

  /** An admin's decision; null: the configured value holds. */
  @Column('text', { nullable: true }) registration!: 'open' | 'closed' | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('boolean', { default: true }) livePage!: boolean;

  @Column('boolean', { default: false }) maintenance!: boolean;

  /** The text that players read meanwhile. */
  @Column('text', { nullable: true }) maintenanceNotice!: string | null;
}

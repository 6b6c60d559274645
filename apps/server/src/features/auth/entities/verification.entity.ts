import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Links and codes that better-auth has sent out. */
@Entity('verification')
export class VerificationEntity {
  @PrimaryColumn('text') id!: string;

  @Index('verification_identifier') @Column('text') identifier!: string;

  @Index('verification_value') @Column('text') value!: string;

  @Column('timestamptz', { name: 'expiresAt' }) expiresAt!: Date;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;
}

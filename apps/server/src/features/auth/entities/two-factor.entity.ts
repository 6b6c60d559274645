import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** A player's second factor: better-auth's table. */
@Entity('twoFactor')
export class TwoFactorEntity {
  @PrimaryColumn('text') id!: string;

  @Index('twoFactor_secret') @Column('text') secret!: string;

  @Column('text', { name: 'backupCodes' }) backupCodes!: string;

  @Column('boolean', { default: true }) verified!: boolean;

  @Column('int', { name: 'failedVerificationCount', default: 0 }) failedVerificationCount!: number;

  @Column('timestamptz', { name: 'lockedUntil', nullable: true }) lockedUntil!: Date | null;

  @Index('twoFactor_userId') @Column('text', { name: 'userId' }) userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'userId' }) user?: UserEntity;
}

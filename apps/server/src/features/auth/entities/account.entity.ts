import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** A way to sign in: better-auth's table. A trigger ends the player's access when the password changes. */
@Entity('account')
export class AccountEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text', { name: 'accountId' }) accountId!: string;

  @Column('text', { name: 'providerId' }) providerId!: string;

  @Index('account_userId') @Column('text', { name: 'userId' }) userId!: string;

  @Column('text', { name: 'accessToken', nullable: true }) accessToken!: string | null;

  @Column('text', { name: 'refreshToken', nullable: true }) refreshToken!: string | null;

  @Column('text', { name: 'idToken', nullable: true }) idToken!: string | null;

  @Column('timestamptz', { name: 'accessTokenExpiresAt', nullable: true }) accessTokenExpiresAt!: Date | null;

  @Column('timestamptz', { name: 'refreshTokenExpiresAt', nullable: true })
  refreshTokenExpiresAt!: Date | null;

  @Column('text', { nullable: true }) scope!: string | null;

  @Column('text', { nullable: true }) password!: string | null;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'userId' }) user?: UserEntity;
}

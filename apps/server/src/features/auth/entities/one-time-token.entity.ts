import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** Links in emails that work once, kept as hashes only. */
@Entity('one_time_token')
export class OneTimeTokenEntity {
  /** SHA-256 of purpose and token, base64url. */
  @PrimaryColumn('text') hash!: string;

  @Column('text') purpose!: string;

  @Index('one_time_token_player') @Column('text', { name: 'player' }) playerId!: string;

  /** Purpose of the link, for example an email address. */
  @Column('text', { default: '' }) detail!: string;

  @Column('timestamptz') expiresAt!: Date;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

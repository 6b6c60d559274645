import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A notification, made of one or more pieces of news. */
@Entity('push_message')
@Index('push_message_player', ['playerId', 'createdAt'])
export class PushMessageEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('text', { name: 'player' }) playerId!: string;

  /** Content that the service worker shows. */
  @Column('jsonb') payload!: unknown;

  /** A test that the player requested; not counted by limits. */
  @Column('boolean', { default: false }) isTest!: boolean;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz') validUntil!: Date;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

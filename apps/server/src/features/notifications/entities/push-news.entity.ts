import { Check, Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { UserEntity } from '../../auth/entities/user.entity.js';
import { PushMessageEntity } from './push-message.entity.js';

/** News for a player, to be sent or dropped. Equal news is one row. */
@Entity('push_news')
@Check('push_news_state_check', oneOf('state', ['waiting', 'told', 'dropped']))
@Index('push_news_waiting', ['playerId'], { where: "state = 'waiting'" })
export class PushNewsEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  /** Identifies the news. */
  @Column({ type: 'text', unique: true, collation: 'C' }) key!: string;

  @Index('push_news_player') @Column('text', { name: 'player' }) playerId!: string;

  @Column('jsonb') data!: unknown;

  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'told' | 'dropped';

  @Index('push_news_message') @Column('bigint', { name: 'message', nullable: true }) messageId!:
    | number
    | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt!: Date;

  @Column('timestamptz') validUntil!: Date;

  @ManyToOne(() => PushMessageEntity, { onDelete: 'SET NULL' }) message?: PushMessageEntity | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

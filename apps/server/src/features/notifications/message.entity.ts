import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';
import { UserEntity } from '../auth/user.entity.js';
import { PushSubscriptionEntity } from './device.entity.js';

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

/** A notification for one device. */
@Entity('push_delivery')
@Check('push_delivery_state_check', oneOf('state', ['queued', 'sending', 'sent', 'failed', 'dropped']))
@Index('push_delivery_open', ['dueAt'], { where: "state IN ('queued', 'sending')" })
export class PushDeliveryEntity {
  @PrimaryColumn('bigint', { name: 'message' }) messageId!: number;

  @Index('push_delivery_subscription')
  @PrimaryColumn('text', { name: 'subscription' })
  subscriptionId!: string;

  @Column('text', { default: 'queued' }) state!: 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';

  @Column('int', { default: 0 }) attempts!: number;

  /** The attempt that may write this row. */
  @Column('uuid', { nullable: true }) claim!: string | null;

  /** Queued: earliest time of the next attempt. Sending: end of the attempt's lease. */
  @Column('timestamptz') dueAt!: Date;

  @Column('text', { nullable: true }) lastError!: string | null;

  @ManyToOne(() => PushMessageEntity, { onDelete: 'CASCADE' }) message?: PushMessageEntity;

  @ManyToOne(() => PushSubscriptionEntity, { onDelete: 'CASCADE' }) subscription?: PushSubscriptionEntity;
}

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

/** A player's last stored place: a difference from it is news. */
@Entity('push_noted')
export class PushNotedEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('text') what!: string;

  /** League, week or day: a change of it starts again, without news. */
  @Column('text') about!: string;

  @Column('text') value!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

/** The position in the slate log up to which news was found. One row. */
@Entity('push_position')
@Check('push_position_id_check', 'id = 1')
export class PushPositionEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { default: '' }) epoch!: string;

  @Column('bigint', { default: 0 }) seq!: number;
}

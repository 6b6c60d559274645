import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { PushMessageEntity } from './push-message.entity.js';
import { PushSubscriptionEntity } from './push-subscription.entity.js';

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

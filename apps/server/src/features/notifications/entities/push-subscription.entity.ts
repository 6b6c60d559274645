import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from '../../auth/entities/session.entity.js';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A device that gets notifications. It is deleted with the session that registered it. */
@Entity('push_subscription')
@Check('push_subscription_delay_seconds_check', '(delay_seconds >= 0) AND (delay_seconds <= 120)')
export class PushSubscriptionEntity {
  /** SHA-256 of the endpoint: the browser can compute it, and it does not reveal the endpoint. */
  @PrimaryColumn('text') id!: string;

  @Index('push_subscription_player') @Column('text', { name: 'player' }) playerId!: string;

  @Index('push_subscription_session') @Column('text', { name: 'session' }) sessionId!: string;

  @Column('text') endpoint!: string;

  @Column('text') p256dh!: string;

  @Column('text') auth!: string;

  /** Our public key for which the browser made the subscription. */
  @Column('text') serverKey!: string;

  /** The device's TV delay, s. */
  @Column('int', { default: 0 }) delaySeconds!: number;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) seenAt!: Date;

  /** Since when its push service accepts nothing for this device; null: it does. */
  @Column('timestamptz', { nullable: true }) refusedAt!: Date | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE' }) session?: SessionEntity;
}

import type { PushKind } from '@sunday-live/contract';
import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity, UserEntity } from '../auth/user.entity.js';
import { LeagueEntity } from '../leagues/league.entity.js';

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

/** Which notifications a player wants. */
@Entity('push_choice')
export class PushChoiceEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  /** The kinds that the player has switched on. */
  @Column('text', { array: true, default: [] }) kinds!: PushKind[];

  @Column('boolean', { default: false }) sound!: boolean;

  /** The league whose lead is followed. */
  @Index('push_choice_league') @Column('text', { name: 'league', nullable: true }) leagueId!: string | null;

  @ManyToOne(() => LeagueEntity, { onDelete: 'SET NULL' }) league?: LeagueEntity | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

/** The installation's own keys for Web Push (VAPID), unless the configuration gives others. At most one row. */
@Entity('push_key')
@Check('push_key_id_check', 'id = 1')
export class PushKeyEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text') publicKey!: string;

  /** Encrypted. */
  @Column('bytea') privateKey!: Buffer;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}

import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** Observations that are not believed until an admin decides. */
@Entity('feed_quarantine')
@Check('feed_quarantine_resolution_check', oneOf('resolution', ['accepted', 'rejected']))
@Unique(['gameId', 'reason'])
export class FeedQuarantineEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('text', { name: 'game' }) gameId!: string;

  @Column('text') reason!: string;

  @Column('jsonb') observation!: unknown;

  @Column('timestamptz', { default: () => 'now()' }) firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;

  @Column('text', { nullable: true }) resolution!: 'accepted' | 'rejected' | null;

  /** When the feed's answer about the game was believable again. */
  @Column('timestamptz', { nullable: true }) takenBackAt!: Date | null;
}

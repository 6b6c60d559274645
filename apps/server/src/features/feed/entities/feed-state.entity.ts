import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** What players see of the state of the feed. One row. */
@Entity('feed_state')
@Check('feed_state_id_check', 'id = 1')
@Check('feed_state_state_check', oneOf('state', ['ok', 'stale', 'down']))
export class FeedStateEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { default: 'ok' }) state!: 'ok' | 'stale' | 'down';

  @Column('timestamptz', { nullable: true }) asOf!: Date | null;

  @Column('int', { default: 0 }) failures!: number;

  @Column('text', { nullable: true }) lastError!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) changedAt!: Date;
}

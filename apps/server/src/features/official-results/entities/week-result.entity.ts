import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** State of a week's result: confirmed or not. */
@Entity('week_result')
@Check('week_result_state_check', oneOf('state', ['open', 'confirmed', 'alert']))
export class WeekResultEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @Column('text', { default: 'open' }) state!: 'open' | 'confirmed' | 'alert';

  /** First confirmation; corrections do not change it. */
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;

  /** The findings of the checks. */
  @Column('jsonb', { default: [] }) problems!: unknown;

  /** Keys of the problems that an admin has accepted. */
  @Column('jsonb', { default: [] }) accepted!: readonly string[];

  /** Number of games when the week closed; null before. */
  @Column('int', { nullable: true }) scheduled!: number | null;

  /** Average points of all players with a card, by the default rules. */
  @Column('double precision', { nullable: true }) averagePoints!: number | null;

  /** Number of players with a card. */
  @Column('int', { default: 0 }) players!: number;

  /** True when everybody's email about this confirmation is stored. */
  @Column('boolean', { default: false }) mailsPlanned!: boolean;
}

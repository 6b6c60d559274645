import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** Whether the result of a week is official. */
@Entity('week_result')
@Check('week_result_state_check', oneOf('state', ['open', 'confirmed', 'alert']))
export class WeekResultEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @Column('text', { default: 'open' }) state!: 'open' | 'confirmed' | 'alert';

  /** First confirmation; corrections leave it. */
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;

  /** What the checks found. */
  @Column('jsonb', { default: [] }) problems!: unknown;

  /** Keys of the problems that an admin has accepted. */
  @Column('jsonb', { default: [] }) accepted!: string[];

  /** Number of games when the week closed; null before. */
  @Column('int', { nullable: true }) scheduled!: number | null;

  /** Of all players with a card, by the default rules. */
  @Column('double precision', { nullable: true }) averagePoints!: number | null;

  /** Number of players with a card. */
  @Column('int', { default: 0 }) players!: number;
}

import type { RulesName } from '@sunday-live/contract';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';

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

/**
 * A player's results of a week with a final game, by every set of rules. Players without a card in this week or an
 * earlier one have no row. The view `result_in_words` shows the values with names.
 */
@Entity('player_week')
export class PlayerWeekEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** The player's number. A trigger deletes the rows of a player who is deleted. */
  @PrimaryColumn('int') n!: number;

  /** Layout: see `WeekValues`. */
  @Column('int', { array: true }) v!: (number | null)[];
}

/** The position of a rules variant's values in `player_week.v`. */
@Entity('rules_slot')
export class RulesSlotEntity {
  /** Position of the variant in the list of rules, from 0. */
  @PrimaryColumn('smallint') slot!: number;

  @Column('text', { unique: true }) name!: RulesName;
}

/** The position in the slate log up to which results are computed. One row. */
@Entity('result_progress')
@Check('result_progress_id_check', 'id = 1')
export class ResultProgressEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { nullable: true }) epoch!: string | null;

  @Column('bigint', { default: 0 }) seq!: number;

  @Column('int', { nullable: true }) season!: number | null;

  /**
   * Number of transactions that have changed results: by it a worker notices that another one wrote between two
   * weeks.
   */
  @Column('bigint', { default: 0 }) writes!: number;
}

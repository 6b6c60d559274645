import { Column, Entity, PrimaryColumn } from 'typeorm';

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

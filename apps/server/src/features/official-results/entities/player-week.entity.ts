import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/**
 * A player's results of a week with a final game, by every set of rules. Players without a card in this week or an
 * earlier one have no row. The view `result_in_words` shows the values with names.
 */
@Entity('player_week')
export class PlayerWeekEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** The player's number. */
  @Index('player_week_player') @PrimaryColumn('int') n!: number;

  /** Layout: see `WeekValues`. */
  @Column('int', { array: true }) v!: (number | null)[];

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'n', referencedColumnName: 'n' })
  player?: UserEntity;
}

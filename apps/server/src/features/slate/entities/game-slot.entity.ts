import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Position of a game's picks on the cards of a week. A trigger assigns it when the game enters the week; it never
 * changes and is never removed.
 */
@Entity('game_slot')
@Check('game_slot_slot_check', 'slot BETWEEN 0 AND 30')
@Index('game_slot_game', ['season', 'seasonType', 'week', 'game'], { unique: true })
export class GameSlotEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('smallint') slot!: number;

  /** Id of the game. Not a reference: the slot stays when the game is deleted. */
  @Index('game_slot_by_game') @Column('text') game!: string;
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A player's picks for a week, as bits by the slots of its games (`game_slot`). The view `card_in_words` shows them with the games' ids. */
@Entity('card')
@Check('card_picks_check', 'has >= 0 AND home >= 0 AND home & ~has = 0')
@Check('card_banker_check', 'banker BETWEEN 0 AND 30')
@Check('card_device_check', 'length(device) <= 300')
export class CardEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** The player's number. */
  @Index('card_player') @PrimaryColumn('int') n!: number;

  /** Bit i: the card has a pick of the game in slot i. */
  @Column('int') has!: number;

  /** Bit i: the pick of the game in slot i is the home team. */
  @Column('int') home!: number;

  /** Slot of the banker's game. */
  @Column('smallint', { nullable: true }) banker!: number | null;

  @Column('boolean', { default: false }) joker!: boolean;

  @Column('int', { default: 1 }) version!: number;

  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;

  /** User agent of the browser that saved last. */
  @Column('text', { nullable: true }) device!: string | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'n', referencedColumnName: 'n' })
  player?: UserEntity;
}

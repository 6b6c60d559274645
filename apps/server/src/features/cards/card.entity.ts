import type { CardPicks } from '@sunday-live/scoring';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { UserEntity } from '../auth/user.entity.js';

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

/** A change of a locked card, by an admin or by a rule. Rows are only added, and are deleted with their player. */
@Entity('card_correction')
@Index('card_correction_week', ['season', 'seasonType', 'week'])
export class CardCorrectionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Index('card_correction_player') @Column('text', { name: 'player' }) playerId!: string;

  @Column('int') season!: number;

  @Column('smallint') seasonType!: number;

  @Column('int') week!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  /** The admin's name at that time. */
  @Column('text', { nullable: true }) byName!: string | null;

  @Column('text') why!: string;

  /** {picks, banker, joker}; null: there was no card. */
  @Column('jsonb', { nullable: true }) before!: CardPicks | null;

  @Column('jsonb') after!: CardPicks;

  /** The rule of docs/scoring-rules.md that made the change; null: an admin made it. */
  @Column('text', { nullable: true }) rule!: string | null;

  @Index('card_correction_by') @Column('text', { name: 'by_player', nullable: true }) byPlayerId!:
    | string
    | null;

  @ManyToOne(() => UserEntity, { onDelete: 'SET NULL' }) byPlayer?: UserEntity | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

/** Proof of a card's content at the lock of its games. Rows are only added, and are deleted with their player. */
@Entity('card_receipt')
export class CardReceiptEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('int') part!: number;

  @Index('card_receipt_player') @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @Column('text') nonce!: string;

  /** The card's content. The hash is SHA-256 of nonce, line feed, content. */
  @Column('text') content!: string;

  @Column('text') hash!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

/** Games of a week whose picks locked together. */
@Entity('receipt_part')
export class ReceiptPartEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('int') part!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  /** Time of the lock by game id. */
  @Column('jsonb') locks!: Record<string, string>;

  /** Number of the last player whose receipt is issued; null: everybody has one. */
  @Column('int', { nullable: true }) issuedTo!: number | null;
}

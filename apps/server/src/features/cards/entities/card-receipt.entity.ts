import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

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

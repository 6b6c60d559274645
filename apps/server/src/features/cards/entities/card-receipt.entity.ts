import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** Proof of what a card said when its games locked. Rows are only ever added, and go with their player. */
@Entity('card_receipt')
export class CardReceiptEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('int') part!: number;

  @Index('card_receipt_player') @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @Column('text') nonce!: string;

  /** What the card said. The hash is SHA-256 of nonce, line feed, content. */
  @Column('text') content!: string;

  @Column('text') hash!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

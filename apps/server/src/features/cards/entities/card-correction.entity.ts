import type { CardPicks } from '@sunday-live/scoring';
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

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

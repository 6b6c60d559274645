import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A player's picks for a week. */
@Entity('card')
@Check('card_device_check', 'length(device) <= 300')
@Index('card_week', ['season', 'seasonType', 'week', 'playerId'])
export class CardEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** The picked side by game id. */
  @Column('jsonb') picks!: Record<string, 'home' | 'away'>;

  /** The banker's game. */
  @Column('text', { nullable: true }) banker!: string | null;

  @Column('boolean', { default: false }) joker!: boolean;

  @Column('int', { default: 1 }) version!: number;

  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;

  /** The browser that saved last, as it calls itself. */
  @Column('text', { nullable: true }) device!: string | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

import type { StandingPlay } from '@sunday-live/contract';
import {
  Check,
  Column,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { GameEntity } from './game.entity.js';

/** A play that a scorer entered for a game by hand; the game's score is the sum of those that stand. The audit says who. */
@Entity('game_play')
@Check('game_play_side_check', oneOf('side', ['home', 'away']))
@Index('game_play_of_game', ['gameId', 'place'])
export class GamePlayEntity {
  /** Chosen by the phone: a tap that is sent again counts once. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'game_play_pkey' }) key!: string;

  /** Grows with each play. */
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  // the type of `Generated` lacks a strategy that TypeORM has
  @Generated('identity' as 'increment')
  place!: number;

  @Column('text', { name: 'game' }) gameId!: string;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  @Column('text') kind!: StandingPlay['kind'];

  @Column('text', { nullable: true }) side!: StandingPlay['side'];

  /** Score, state, quarter and clock before the play. */
  @Column('jsonb') before!: StandingPlay['before'];

  @Column('jsonb') after!: StandingPlay['after'];

  /** null: the play stands. */
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game', foreignKeyConstraintName: 'game_play_game_fkey' })
  game?: Relation<GameEntity>;
}

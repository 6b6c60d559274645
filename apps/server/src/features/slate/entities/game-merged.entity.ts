import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { GameEntity } from './game.entity.js';

/** A second id of a game, which an admin has merged into it: what a feed says about that id is about the game. */
@Entity('game_merged')
export class GameMergedEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'game_merged_pkey' }) id!: string;

  @Index('game_merged_into') @Column('text', { name: 'game' }) gameId!: string;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game', foreignKeyConstraintName: 'game_merged_game_fkey' })
  game?: Relation<GameEntity>;
}

import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { GameEntity } from './game.entity.js';

/** Weeks that a game has left, each with its lock. A trigger writes it; when a game returns its row is deleted. */
@Entity('game_left_week')
@Index('game_left_week_of_week', ['season', 'seasonType', 'week'])
@Index('game_left_week_unreported', ['leftAt'], { where: 'reported_at IS NULL' })
export class GameLeftWeekEntity {
  @PrimaryColumn('text', { name: 'game' }) gameId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** When the game's picks locked in that week; null: they had not locked. */
  @Column('timestamptz', { nullable: true }) lockedAt!: Date | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) leftAt!: Date;

  /** When admins and players were informed. */
  @Column('timestamptz', { nullable: true }) reportedAt!: Date | null;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' }) game?: GameEntity;
}

import type { RulesName } from '@sunday-live/contract';
import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A player's week, by one set of rules. Players without a card have no row. */
@Entity('week_score')
@Index('week_score_week', ['season', 'seasonType', 'week', 'playerId', 'rules'])
export class WeekScoreEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('text') rules!: RulesName;

  @Column('int') points!: number;

  @Column('int') rightPicks!: number;

  /** Picks in games that are final. */
  @Column('int') played!: number;

  /** Null: the banker does not count. */
  @Column('int', { nullable: true }) bankerPoints!: number | null;

  @Column('boolean') bankerCounted!: boolean;

  /** A joker that counts by the rules. */
  @Column('boolean') joker!: boolean;

  /** Competition rank in the week, among all players. */
  @Column('int') rank!: number;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

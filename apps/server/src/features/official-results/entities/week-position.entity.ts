import { type RulesName } from '@sunday-live/contract';
import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** The season standings as they were after each week with a final game. */
@Entity('week_position')
@Index('week_position_week', ['season', 'seasonType', 'week', 'playerId', 'rules'])
export class WeekPositionEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('text') rules!: RulesName;

  @Column('int') points!: number;

  @Column('int') rightPicks!: number;

  @Column('double precision', { nullable: true }) bankerAverage!: number | null;

  @Column('int') rank!: number;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

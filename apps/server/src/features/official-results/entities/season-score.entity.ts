import { type RulesName, rulesNameSchema } from '@sunday-live/contract';
import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A player's season so far, by one set of rules. */
@Entity('season_score')
@Check('season_score_rules_check', oneOf('rules', rulesNameSchema.options))
@Index('season_score_season', ['season', 'seasonType', 'playerId', 'rules'])
export class SeasonScoreEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('text') rules!: RulesName;

  @Column('int') points!: number;

  @Column('int') rightPicks!: number;

  @Column('int') played!: number;

  /** Null: no banker counts. */
  @Column('double precision', { nullable: true }) bankerAverage!: number | null;

  @Column('int') weeksPlayed!: number;

  /** Weeks with a final game that closed without a card. */
  @Column('int') weeksMissed!: number;

  @Column('int') rank!: number;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

import { Column, Entity, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';
import { LeagueEntity } from '../../leagues/entities/league.entity.js';

/** Subscriptions to a report of each week of a league. */
@Entity('report_weekly')
export class ReportWeeklyEntity {
  @PrimaryColumn('text', { name: 'league' }) leagueId!: string;

  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  /** The last week that was reported, as season * 100 + week. */
  @Column('int', { default: 0 }) reported!: number;

  @ManyToOne(() => LeagueEntity, { onDelete: 'CASCADE' }) league?: LeagueEntity;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

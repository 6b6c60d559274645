import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { UserEntity } from '../../auth/entities/user.entity.js';
import { LeagueEntity } from '../../leagues/entities/league.entity.js';
import { ReportInputEntity } from './report-input.entity.js';

/** A player report that somebody asked for, or that a league gets each week. */
@Entity('report')
@Check('report_kind_check', oneOf('kind', ['asked', 'weekly', 'warm-up']))
// TypeORM cannot express (fingerprint, created_at DESC)
@Index('report_fingerprint', { synchronize: false })
// TypeORM cannot express (owner, created_at DESC)
@Index('report_owner', { synchronize: false })
export class ReportEntity {
  @PrimaryColumn('text') id!: string;

  /** Null: made for a league, not for a player. */
  @Column('text', { name: 'owner', nullable: true }) ownerId!: string | null;

  @Column('text') kind!: 'asked' | 'weekly' | 'warm-up';

  @Column('text', { name: 'league' }) leagueId!: string;

  @Column('int') season!: number;

  @Column('smallint') seasonType!: number;

  @Column('text', { array: true }) players!: string[];

  /** The same for identical requests of one player. */
  @Column('text') fingerprint!: string;

  @Column('boolean', { default: false }) shared!: boolean;

  @Index('report_created') @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;

  @Index('report_of_input') @Column('text', { name: 'input', nullable: true }) inputId!: string | null;

  @Column('text', { nullable: true }) documentSha256!: string | null;

  @Column('int', { default: 0 }) generation!: number;

  @ManyToOne(() => ReportInputEntity) input?: ReportInputEntity | null;

  @ManyToOne(() => LeagueEntity, { onDelete: 'CASCADE' }) league?: LeagueEntity;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) owner?: UserEntity | null;
}

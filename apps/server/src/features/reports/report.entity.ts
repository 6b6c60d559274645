import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueEntity } from '../leagues/league.entity.js';

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

/** A unit of work of a report: one section for one player. Workers claim its rows; the queues only wake them. */
@Entity('report_task')
@Check('report_task_queue_check', oneOf('queue', ['fast', 'slow']))
@Check('report_task_state_check', oneOf('state', ['queued', 'running', 'done', 'failed', 'cancelled']))
@Unique(['reportId', 'player', 'section'])
@Index('report_task_finished', ['finishedAt'], { where: "state = 'done'" })
@Index('report_task_open', ['queue', 'dueAt', 'place'], { where: "state IN ('queued', 'running')" })
@Index('report_task_player', ['player'], { where: "state IN ('queued', 'running')" })
export class ReportTaskEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text', { name: 'report' }) reportId!: string;

  /** Order within the report. */
  @Column('int') place!: number;

  /** Empty where the task is about the whole league. */
  @Column('text') player!: string;

  @Column('text') section!: string;

  @Column('text') queue!: 'fast' | 'slow';

  @Column('text', { default: 'queued' }) state!: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

  @Column('int', { default: 0 }) attempts!: number;

  /** The attempt that may write this row. */
  @Column('uuid', { nullable: true }) claim!: string | null;

  /** Queued: earliest time of the next attempt. Running: end of the attempt's lease. */
  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;

  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;

  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;

  /** Why the last attempt failed, for the player. */
  @Column('text', { nullable: true }) error!: string | null;

  @Column('text', { nullable: true }) partialKey!: string | null;

  @Column('text', { nullable: true }) partialSha256!: string | null;

  /** The same for admins. */
  @Column('text', { nullable: true }) lastError!: string | null;

  @ManyToOne(() => ReportEntity, { onDelete: 'CASCADE' }) report?: ReportEntity;
}

/** A league's season as the tasks of a report read it, named by its content. */
@Entity('report_input')
export class ReportInputEntity {
  @PrimaryColumn('text') sha256!: string;

  @Column('int') season!: number;

  @Column('smallint') seasonType!: number;

  /** `away-home` by game id, of the games that were over: a later correction makes a report outdated. */
  @Column('jsonb') finals!: Record<string, string>;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('text', { array: true, nullable: true }) players!: string[] | null;
}

/** The part of a section that is the same for all players of a league. */
@Entity('report_common')
export class ReportCommonEntity {
  @PrimaryColumn('text', { name: 'input' }) inputId!: string;

  @PrimaryColumn('text') section!: string;

  @Column('text') sha256!: string;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @ManyToOne(() => ReportInputEntity, { onDelete: 'CASCADE' }) input?: ReportInputEntity;
}

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

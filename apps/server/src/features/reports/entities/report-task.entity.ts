import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { ReportEntity } from './report.entity.js';

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

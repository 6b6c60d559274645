import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Scheduled work on reports: one worker of the cluster does it when it is due. */
@Entity('report_chore')
export class ReportChoreEntity {
  @PrimaryColumn('text') name!: string;

  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Deadlines that an admin has set; those of other weeks are derived from the kickoffs. */
@Entity('week_deadline')
export class WeekDeadlineEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @Column('timestamptz') deadline!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

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

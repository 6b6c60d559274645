import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The position in the slate log up to which results are computed. One row. */
@Entity('result_progress')
@Check('result_progress_id_check', 'id = 1')
export class ResultProgressEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { nullable: true }) epoch!: string | null;

  @Column('bigint', { default: 0 }) seq!: number;

  @Column('int', { nullable: true }) season!: number | null;

  /**
   * Number of transactions that have changed results: by it a worker notices that another one wrote between two
   * weeks.
   */
  @Column('bigint', { default: 0 }) writes!: number;
}

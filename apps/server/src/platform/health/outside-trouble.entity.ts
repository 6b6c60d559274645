import { Column, Entity, PrimaryColumn } from 'typeorm';

/** External services that do not answer at the moment. */
@Entity('outside_trouble')
export class OutsideTroubleEntity {
  @PrimaryColumn('text') service!: string;

  @Column('timestamptz', { default: () => 'now()' }) since!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;

  @Column('text') reason!: string;
}

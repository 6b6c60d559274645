import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Size of the database once a day, from which the console tells its growth. */
@Entity('database_size')
export class DatabaseSizeEntity {
  @PrimaryColumn('date') day!: string;

  @Column('timestamptz', { default: () => 'now()' }) at!: Date;

  @Column('double precision') bytes!: number;
}

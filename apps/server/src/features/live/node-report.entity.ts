import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last report of each running process about itself. */
@Entity('node_report')
export class NodeReportEntity {
  @PrimaryColumn('text') node!: string;

  @Column('text') role!: string;

  @Column('timestamptz') startedAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) seenAt!: Date;

  @Column('int') sockets!: number;

  @Column('int') polls!: number;

  @Column('int') slow!: number;

  /** Events on the log that the node had not applied yet; null: it follows another epoch of the log. */
  @Column('int', { nullable: true }) behind!: number | null;
}

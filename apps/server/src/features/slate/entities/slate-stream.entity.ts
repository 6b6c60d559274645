import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The end of the slate log. Writers lock this row before they write the log. One row. */
@Entity('slate_stream')
@Check('slate_stream_id_check', 'id = 1')
export class SlateStreamEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text') epoch!: string;

  @Column('bigint', { default: 0 }) head!: number;

  /** Highest fencing token that ever wrote: an older poller is refused. */
  @Column('bigint', { default: 0 }) fence!: number;
}

import { Column, Entity, ManyToOne, PrimaryColumn } from 'typeorm';
import { ReportInputEntity } from './report-input.entity.js';

/** The part of a section that is the same for all players of a league. */
@Entity('report_common')
export class ReportCommonEntity {
  @PrimaryColumn('text', { name: 'input' }) inputId!: string;

  @PrimaryColumn('text') section!: string;

  @Column('text') sha256!: string;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @ManyToOne(() => ReportInputEntity, { onDelete: 'CASCADE' }) input?: ReportInputEntity;
}

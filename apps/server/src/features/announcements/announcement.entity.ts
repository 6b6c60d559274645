import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueEntity } from '../leagues/league.entity.js';

/** Messages of an admin or a commissioner to all players or to one league, published now or later. */
@Entity('announcement')
@Check('announcement_level_check', oneOf('level', ['info', 'important', 'alert']))
@Index('announcement_due', ['publishAt'], { where: 'published_at IS NULL AND withdrawn_at IS NULL' })
export class AnnouncementEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text') title!: string;

  @Column('text') body!: string;

  @Column('text', { default: 'info' }) level!: 'info' | 'important' | 'alert';

  /** Null: for all players. */
  @Column('text', { name: 'league', nullable: true }) leagueId!: string | null;

  @Column('text', { name: 'created_by', nullable: true }) createdById!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;

  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;

  @Column('timestamptz', { default: () => 'now()' }) publishAt!: Date;

  /** When it was published; null: not yet. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;

  /** True: it is also sent by email. */
  @Column('boolean', { default: false }) mail!: boolean;

  @ManyToOne(() => UserEntity, { onDelete: 'SET NULL' }) createdBy?: UserEntity | null;

  @ManyToOne(() => LeagueEntity, { onDelete: 'CASCADE' }) league?: LeagueEntity | null;
}

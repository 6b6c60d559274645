import { DEFAULT_RULES, type RulesName } from '@sunday-live/scoring';
import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';
import { UserEntity } from '../auth/user.entity.js';

/** A league. `everyone` holds every player without a row for each member. */
@Entity('league')
@Check('league_visibility_check', oneOf('visibility', ['open', 'code']))
export class LeagueEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text') name!: string;

  @Column('text', { default: DEFAULT_RULES }) rules!: RulesName;

  @Column('text', { default: 'code' }) visibility!: 'open' | 'code';

  @Column('text', { nullable: true, unique: true }) code!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  /** True: other sites may show its standings. */
  @Column('boolean', { default: false }) widget!: boolean;
}

export type Role = 'commissioner' | 'member';

/** Members of leagues, with their role. */
@Entity('league_member')
@Check('league_member_role_check', oneOf('role', ['commissioner', 'member']))
export class LeagueMemberEntity {
  @PrimaryColumn('text', { name: 'league' }) leagueId!: string;

  @Index('league_member_player') @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @Column('text', { default: 'member' }) role!: Role;

  @Column('timestamptz', { default: () => 'now()' }) joinedAt!: Date;

  @ManyToOne(() => LeagueEntity, { onDelete: 'CASCADE' }) league?: LeagueEntity;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}

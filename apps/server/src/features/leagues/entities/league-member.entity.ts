import { Check, Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { UserEntity } from '../../auth/entities/user.entity.js';
import { LeagueEntity } from './league.entity.js';

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

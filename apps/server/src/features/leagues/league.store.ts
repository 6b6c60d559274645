import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type CreateLeague, EVERYONE, type OpenLeague } from '@sunday-live/contract';
import { type EntityManager, IsNull, Not, type Repository } from 'typeorm';
import { RecentCounts } from '../../platform/cache/caches.js';
import { insertIfNew } from '../../platform/database/statements.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueEntity, LeagueMemberEntity, type Role } from './league.entity.js';
import {
  appointCommissioner,
  countMembers,
  deleteIfEmpty,
  type LeagueRow,
  leaguesOfPlayer,
  type MemberRow,
  type MembersAsked,
  membersByName,
  openLeagues,
} from './leagues.sql.js';

/** Pattern of `LIKE` that every name fits. */
export const ANY_NAME = '%';

/** Reads and writes the tables `league` and `league_member`. */
@Injectable()
export class LeagueStore {
  private readonly counts = new RecentCounts();

  constructor(
    @InjectRepository(LeagueMemberEntity) private readonly memberships: Repository<LeagueMemberEntity>,
  ) {}

  /** The player's leagues: `everyone` first, then by name. */
  async ofPlayer(player: string): Promise<LeagueRow[]> {
    const { manager } = this.memberships;
    return leaguesOfPlayer(manager, player, null, await this.countMembers(EVERYONE, ANY_NAME));
  }

  /** The league, if the player belongs to it. */
  async find(league: string, player: string, tx = this.memberships.manager): Promise<LeagueRow | null> {
    const everybody = league === EVERYONE ? await this.countMembers(EVERYONE, ANY_NAME, tx) : 0;
    const [row] = await leaguesOfPlayer(tx, player, league, everybody);
    return row ?? null;
  }

  /** Ids of the leagues that the player joined. */
  async joinedBy(tx: EntityManager, player: string): Promise<string[]> {
    const rows = await tx.find(LeagueMemberEntity, {
      where: { playerId: player },
      order: { leagueId: 'ASC' },
    });
    return rows.map(({ leagueId }) => leagueId);
  }

  /** Returns open leagues without the player, the largest first; `search`: a part of the name. */
  open(player: string, search: string, limit: number): Promise<OpenLeague[]> {
    return openLeagues(this.memberships.manager, player, search, limit);
  }

  /** Returns true for an open league; it stays open until the transaction ends. */
  async isOpen(tx: EntityManager, league: string): Promise<boolean> {
    if (league === EVERYONE) return false;
    const found = await tx.findOne(LeagueEntity, {
      where: { id: league, visibility: 'open' },
      lock: { mode: 'pessimistic_read' },
    });
    return found !== null;
  }

  /** Returns a part of the members, in order of name. */
  members(asked: MembersAsked): Promise<MemberRow[]> {
    return membersByName(this.memberships.manager, asked);
  }

  /** Number of members whose name fits a pattern of `LIKE`; a large one may be ten seconds old (`RecentCounts`). */
  countMembers(league: string, like: string, tx = this.memberships.manager): Promise<number> {
    if (like !== ANY_NAME) return countMembers(tx, league, like);
    return this.counts.of(league, () => countMembers(tx, league, like));
  }

  /** @returns false when the code is taken */
  insert(tx: EntityManager, id: string, league: CreateLeague, code: string): Promise<boolean> {
    const { name, rules, visibility } = league;
    const inserting = tx.createQueryBuilder().insert().into(LeagueEntity);
    return insertIfNew(inserting.values({ id, name, rules, visibility, code }), 'id');
  }

  /** Id of the league with this code, or null. */
  async idByCode(tx: EntityManager, code: string): Promise<string | null> {
    return (await tx.findOneBy(LeagueEntity, { code }))?.id ?? null;
  }

  async change(
    tx: EntityManager,
    league: string,
    change: Partial<Pick<LeagueEntity, 'name' | 'visibility' | 'widget' | 'code'>>,
  ): Promise<void> {
    if (Object.keys(change).length > 0) await tx.update(LeagueEntity, { id: league }, change);
  }

  /** @returns false when the player belongs to the league already */
  addMember(tx: EntityManager, league: string, player: string, role: Role): Promise<boolean> {
    const inserting = tx.createQueryBuilder().insert().into(LeagueMemberEntity);
    const member = { leagueId: league, playerId: player, role, joinedAt: () => 'clock_timestamp()' };
    return insertIfNew(inserting.values(member), 'player');
  }

  /** @returns the player's number, or null when not a member */
  async removeMember(tx: EntityManager, league: string, player: string): Promise<number | null> {
    const { affected } = await tx.delete(LeagueMemberEntity, { leagueId: league, playerId: player });
    if (affected !== 1) return null;
    return (await tx.findOneByOrFail(UserEntity, { id: player })).n;
  }

  /** @returns false when not a member */
  async setRole(tx: EntityManager, league: string, player: string, role: Role): Promise<boolean> {
    const { affected } = await tx.update(
      LeagueMemberEntity,
      { leagueId: league, playerId: player },
      { role },
    );
    return affected === 1;
  }

  /** True for a player whose account is suspended. */
  isSuspended(tx: EntityManager, player: string): Promise<boolean> {
    return tx.existsBy(UserEntity, { id: player, bannedAt: Not(IsNull()) });
  }

  /** Deletes a league without members; makes the longest active member the commissioner of a league without one. */
  async settle(tx: EntityManager, league: string): Promise<void> {
    await deleteIfEmpty(tx, league);
    await appointCommissioner(tx, league);
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EVERYONE, type RulesName } from '@sunday-live/contract';
import { Any, type Repository } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueEntity, LeagueMemberEntity } from './league.entity.js';
import { smallestShared, strangers } from './leagues.sql.js';

/** A player in a league. */
export interface Membership {
  readonly league: string;
  /** The player's id. */
  readonly player: string;
}

/** Memberships of leagues, for other features. */
@Injectable()
export class LeagueDirectory {
  constructor(
    @InjectRepository(LeagueEntity) private readonly leagues: Repository<LeagueEntity>,
    @InjectRepository(LeagueMemberEntity) private readonly members: Repository<LeagueMemberEntity>,
  ) {}

  /** Returns the league's rules; null when it does not exist. */
  async rulesOf(league: string): Promise<RulesName | null> {
    return (await this.leagues.findOneBy({ id: league }))?.rules ?? null;
  }

  /** Returns name and rules of an open league whose commissioner allows the widget; null for any other. */
  async shownElsewhere(league: string): Promise<{ name: string; rules: RulesName } | null> {
    if (league === EVERYONE) return null;
    const found = await this.leagues.findOneBy({ id: league, widget: true, visibility: 'open' });
    return found === null ? null : { name: found.name, rules: found.rules };
  }

  /** Returns the league's rules if the player is a member; otherwise null, as for a league that does not exist. */
  async rulesFor(league: string, player: string): Promise<RulesName | null> {
    if (league === EVERYONE) return this.rulesOf(league);
    const found = await this.members
      .createQueryBuilder('m')
      .innerJoin('m.league', 'l')
      .select('l.rules', 'rules')
      .where({ leagueId: league, playerId: player })
      .getRawOne<{ rules: RulesName }>();
    return found?.rules ?? null;
  }

  /** Returns the smallest of a player's leagues that contains all of these; `everyone` when there is no other. */
  async smallestShared(player: string, players: readonly string[]): Promise<string> {
    return (await smallestShared(this.members.manager, player, players)) ?? EVERYONE;
  }

  /** True when all of these play in the league. */
  async holds(league: string, players: readonly string[]): Promise<boolean> {
    const found =
      league === EVERYONE
        ? await this.members.manager.countBy(UserEntity, { id: Any(players) })
        : await this.members.countBy({ leagueId: league, playerId: Any(players) });
    return found === players.length;
  }

  /** Numbers of the members; `all` for the league that holds every player. */
  async memberNumbers(league: string, tx = this.members.manager): Promise<number[] | 'all'> {
    if (league === EVERYONE) return 'all';
    const rows = await tx
      .createQueryBuilder(LeagueMemberEntity, 'm')
      .innerJoin('m.player', 'p')
      .select('p.n', 'n')
      .where({ leagueId: league })
      .orderBy('p.n')
      .getRawMany<{ n: number }>();
    return rows.map((row) => row.n);
  }

  /**
   * Admits the league's commissioner.
   * @throws AppError `not-found` for a player who is not a member, `forbidden` for another member
   */
  async demandCommissioner(league: string, player: string): Promise<void> {
    const member = await this.members.findOneBy({ leagueId: league, playerId: player });
    if (member === null && !(await this.isMember(league, player))) throw new AppError('not-found');
    if (member?.role !== 'commissioner') {
      throw new AppError('forbidden', 'Only the commissioner may do this.');
    }
  }

  /** True when the player belongs to the league; every player belongs to `everyone`. */
  isMember(league: string, player: string): Promise<boolean> {
    return league === EVERYONE
      ? this.members.manager.existsBy(UserEntity, { id: player })
      : this.members.existsBy({ leagueId: league, playerId: player });
  }

  /** Returns the indexes of those pairs that are not memberships. */
  async strangers(memberships: readonly Membership[]): Promise<number[]> {
    if (memberships.length === 0) return [];
    return strangers(
      this.members.manager,
      memberships.map(({ league }) => league),
      memberships.map(({ player }) => player),
    );
  }
}

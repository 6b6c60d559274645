import { Injectable } from '@nestjs/common';
import type { Me } from '@sunday-live/contract';
import { Between, DataSource, type EntityManager, In } from 'typeorm';
import { AccountEntity, SessionEntity, UserEntity } from '../auth/user.entity.js';
import { CardsService } from '../cards/cards.service.js';
import { LeagueEntity, LeagueMemberEntity } from '../leagues/league.entity.js';
import { GameEntity } from '../slate/game.entity.js';
import type { SeasonState } from '../slate/slate-reader.js';
import type { PlannedLeague, PlannedPlayer } from './demo-plan.js';

/** A player of the demo with account data. */
export interface DemoRecord extends PlannedPlayer {
  readonly id: string;
  readonly email: string;
  readonly account: Me['role'];
}

/** Writes the rows of the demo, always inside the caller's transaction. */
@Injectable()
export class DemoStore {
  constructor(
    private readonly db: DataSource,
    private readonly cards: CardsService,
  ) {}

  /** Returns true while the database has no players; an admin alone does not count. */
  async isEmpty(tx: EntityManager = this.db.manager): Promise<boolean> {
    return !(await tx.existsBy(UserEntity, { role: 'player' }));
  }

  /** Returns how many of the weeks 1 to `week` have games. */
  async weeksPresent(state: SeasonState): Promise<number> {
    const { season, seasonType } = state;
    const weeks = await this.db.manager
      .createQueryBuilder(GameEntity, 'g')
      .select('DISTINCT g.week', 'week')
      .where({ season, seasonType, week: Between(1, state.week) })
      .getRawMany();
    return weeks.length;
  }

  async addPlayers(tx: EntityManager, players: readonly DemoRecord[]): Promise<void> {
    await tx.insert(
      UserEntity,
      players.map(({ id, name, email, account, team }) => ({
        ...{ id, name, email, emailVerified: true, role: account, team },
      })),
    );
  }

  async addCards(tx: EntityManager, state: SeasonState, players: readonly DemoRecord[]): Promise<void> {
    const cards = players.flatMap(({ id, cards: own }) => own.map((card) => ({ id, ...card })));
    await this.cards.storePlanned(
      tx,
      state,
      cards.map(({ id, week, ...card }) => ({ player: id, week, card, device: null })),
    );
  }

  /** @param members ids, the commissioner first */
  async addLeague(tx: EntityManager, league: PlannedLeague, members: readonly string[]): Promise<void> {
    const { id, name, rules, code } = league;
    await tx.insert(LeagueEntity, { id, name, rules, code });
    await tx.insert(
      LeagueMemberEntity,
      members.map((playerId, place) => ({
        ...{ leagueId: id, playerId, role: place === 0 ? ('commissioner' as const) : ('member' as const) },
      })),
    );
  }

  /** Sets the hashed passwords of these addresses, where the account exists and has no password. */
  async openSignIns(accounts: readonly { email: string; hash: string }[]): Promise<void> {
    const { manager } = this.db;
    for (const { email, hash } of accounts) {
      const user = await manager.findOneBy(UserEntity, { email });
      if (user === null || (await manager.existsBy(AccountEntity, { userId: user.id }))) continue;
      await manager.insert(AccountEntity, {
        ...{
          id: `demo:${user.id}`,
          accountId: user.id,
          providerId: 'credential',
          userId: user.id,
          password: hash,
        },
      });
    }
  }

  /** Removes the passwords and sessions of these addresses. */
  async closeSignIns(emails: readonly string[]): Promise<void> {
    const users = await this.db.manager.findBy(UserEntity, { email: In(emails) });
    const userId = In(users.map(({ id }) => id));
    for (const table of [SessionEntity, AccountEntity]) await this.db.manager.delete(table, { userId });
  }
}

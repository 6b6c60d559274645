import { Injectable } from '@nestjs/common';
import type { Me } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { CardsService } from '../cards/cards.service.js';
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
    const rows = await tx.query<unknown[]>(`SELECT 1 FROM "user" WHERE role = 'player' LIMIT 1`);
    return rows.length === 0;
  }

  /** Returns how many of the weeks 1 to `week` have games. */
  async weeksPresent(state: SeasonState): Promise<number> {
    const rows = await this.db.query<{ weeks: number }[]>(
      `SELECT count(DISTINCT week) AS weeks FROM game
       WHERE season = $1 AND season_type = $2 AND week BETWEEN 1 AND $3`,
      [state.season, state.seasonType, state.week],
    );
    return rows[0]?.weeks ?? 0;
  }

  async addPlayers(tx: EntityManager, players: readonly DemoRecord[]): Promise<void> {
    await tx.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", role, team)
       SELECT id, name, email, true, role, team
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
         AS p (id, name, email, role, team, place) ORDER BY place`,
      [
        players.map(({ id }) => id),
        players.map(({ name }) => name),
        players.map(({ email }) => email),
        players.map(({ account }) => account),
        players.map(({ team }) => team),
      ],
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
    await tx.query('INSERT INTO league (id, name, rules, code) VALUES ($1, $2, $3, $4)', [
      league.id,
      league.name,
      league.rules,
      league.code,
    ]);
    await tx.query(
      `INSERT INTO league_member (league, player, role)
       SELECT $1, player, CASE WHEN place = 1 THEN 'commissioner' ELSE 'member' END
       FROM unnest($2::text[]) WITH ORDINALITY AS m (player, place)`,
      [league.id, members],
    );
  }

  /** Sets the hashed passwords of these addresses, where the account exists and has no password. */
  async openSignIns(accounts: readonly { email: string; hash: string }[]): Promise<void> {
    await this.db.query(
      `INSERT INTO "account" (id, "accountId", "providerId", "userId", password)
       SELECT 'demo:' || u.id, u.id, 'credential', u.id, given.hash
       FROM unnest($1::text[], $2::text[]) AS given (email, hash) JOIN "user" u ON u.email = given.email
       WHERE NOT EXISTS (SELECT 1 FROM "account" a WHERE a."userId" = u.id)`,
      [accounts.map(({ email }) => email), accounts.map(({ hash }) => hash)],
    );
  }

  /** Removes the passwords and sessions of these addresses. */
  async closeSignIns(emails: readonly string[]): Promise<void> {
    for (const table of ['session', 'account']) {
      await this.db.query(
        `DELETE FROM "${table}" WHERE "userId" IN (SELECT id FROM "user" WHERE email = ANY($1))`,
        [emails],
      );
    }
  }
}

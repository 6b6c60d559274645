import { Injectable } from '@nestjs/common';
import { EVERYONE, type RulesName } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';

/** A player in a league. */
export interface Membership {
  readonly league: string;
  /** The player's id. */
  readonly player: string;
}

/** Who plays where: what other features need to know of leagues. */
@Injectable()
export class LeagueDirectory {
  constructor(private readonly db: DataSource) {}

  /** The league's rules, or null when there is no such league. */
  async rulesOf(league: string): Promise<RulesName | null> {
    const rows = await this.db.query<{ rules: RulesName }[]>('SELECT rules FROM league WHERE id = $1', [
      league,
    ]);
    return rows[0]?.rules ?? null;
  }

  /** Name and rules of an open league whose commissioner lets other sites show its table; null for any other. */
  async shownElsewhere(league: string): Promise<{ name: string; rules: RulesName } | null> {
    const [row] = await this.db.query<{ name: string; rules: RulesName }[]>(
      `SELECT name, rules FROM league WHERE id = $1 AND widget AND visibility = 'open' AND id <> '${EVERYONE}'`,
      [league],
    );
    return row ?? null;
  }

  /** The league's rules if the player belongs to it, else null: what isn't yours does not exist. */
  async rulesFor(league: string, player: string): Promise<RulesName | null> {
    const rows = await this.db.query<{ rules: RulesName }[]>(
      `SELECT rules FROM league WHERE id = $1
       AND (id = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member WHERE league = $1 AND player = $2))`,
      [league, player],
    );
    return rows[0]?.rules ?? null;
  }

  /** The smallest of a player's leagues in which all of these play; `everyone` where there is no other. */
  async smallestShared(player: string, players: readonly string[]): Promise<string> {
    const rows = await this.db.query<{ league: string }[]>(
      `SELECT m.league FROM league_member m
       WHERE m.league IN (SELECT league FROM league_member WHERE player = $1)
       GROUP BY m.league HAVING count(*) FILTER (WHERE m.player = ANY($2)) = cardinality($2::text[])
       ORDER BY count(*), m.league LIMIT 1`,
      [player, players],
    );
    return rows[0]?.league ?? EVERYONE;
  }

  /** True when all of these play in the league. */
  async holds(league: string, players: readonly string[]): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      league === EVERYONE
        ? 'SELECT 1 FROM "user" WHERE id = ANY($1)'
        : 'SELECT 1 FROM league_member WHERE player = ANY($1) AND league = $2',
      league === EVERYONE ? [players] : [players, league],
    );
    return rows.length === players.length;
  }

  /** Numbers of the members; `all` for the league that holds every player. */
  async memberNumbers(league: string): Promise<number[] | 'all'> {
    if (league === EVERYONE) return 'all';
    const rows = await this.db.query<{ n: number }[]>(
      'SELECT p.n FROM league_member m JOIN "user" p ON p.id = m.player WHERE m.league = $1 ORDER BY p.n',
      [league],
    );
    return rows.map((row) => row.n);
  }

  /**
   * Lets the league's commissioner pass.
   * @throws AppError `not-found` for who is no member, `forbidden` for who does not run it
   */
  async demandCommissioner(league: string, player: string): Promise<void> {
    const [member] = await this.db.query<{ role: string }[]>(
      'SELECT role FROM league_member WHERE league = $1 AND player = $2',
      [league, player],
    );
    if (member === undefined && !(await this.isMember(league, player))) throw new AppError('not-found');
    if (member?.role !== 'commissioner') {
      throw new AppError('forbidden', 'Only the commissioner may do this.');
    }
  }

  /** True when the player belongs to the league; every player belongs to `everyone`. */
  async isMember(league: string, playerId: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      league === EVERYONE
        ? 'SELECT 1 FROM "user" WHERE id = $1'
        : 'SELECT 1 FROM league_member WHERE player = $1 AND league = $2',
      league === EVERYONE ? [playerId] : [playerId, league],
    );
    return rows.length > 0;
  }

  /** Indexes of those memberships that are none. */
  async strangers(memberships: readonly Membership[]): Promise<number[]> {
    if (memberships.length === 0) return [];
    const rows = await this.db.query<{ i: number }[]>(
      `SELECT given.i::int - 1 AS i FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (league, player, i)
       WHERE NOT EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (given.league, given.player))
         AND NOT (given.league = '${EVERYONE}' AND EXISTS (SELECT 1 FROM "user" u WHERE u.id = given.player))`,
      [memberships.map(({ league }) => league), memberships.map(({ player }) => player)],
    );
    return rows.map(({ i }) => i);
  }
}

import { Injectable } from '@nestjs/common';
import {
  type CreateLeague,
  EVERYONE,
  type Member,
  type OpenLeague,
  type RulesName,
} from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';

export type Role = Member['role'];

/** A league as one of its members sees it. */
export interface LeagueRow {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly visibility: 'open' | 'code';
  readonly widget: boolean;
  readonly code: string | null;
  readonly role: Role;
  readonly members: number;
}

const OF_PLAYER = `
  SELECT l.id, l.name, l.rules, l.visibility, l.widget, l.code, coalesce(m.role, 'member') AS role,
    CASE WHEN l.id = '${EVERYONE}' THEN (SELECT count(*) FROM "user")
      ELSE (SELECT count(*) FROM league_member o WHERE o.league = l.id) END AS members
  FROM league l LEFT JOIN league_member m ON m.league = l.id AND m.player = $1
  WHERE (m.player IS NOT NULL OR l.id = '${EVERYONE}')`;

/** Reads and writes the tables `league` and `league_member`. */
@Injectable()
export class LeagueStore {
  constructor(private readonly db: DataSource) {}

  /** The player's leagues: `everyone` first, then by name. */
  async ofPlayer(player: string): Promise<LeagueRow[]> {
    return this.db.query<LeagueRow[]>(`${OF_PLAYER} ORDER BY l.id <> '${EVERYONE}', lower(l.name), l.id`, [
      player,
    ]);
  }

  /** The league, if the player belongs to it. */
  async find(league: string, player: string, tx: EntityManager = this.db.manager): Promise<LeagueRow | null> {
    const rows = await tx.query<LeagueRow[]>(`${OF_PLAYER} AND l.id = $2`, [player, league]);
    return rows[0] ?? null;
  }

  /** Ids of the leagues that the player joined. */
  async joinedBy(tx: EntityManager, player: string): Promise<string[]> {
    const rows = await tx.query<{ league: string }[]>(
      'SELECT league FROM league_member WHERE player = $1 ORDER BY league',
      [player],
    );
    return rows.map(({ league }) => league);
  }

  /** Open leagues in which the player is not, the largest first; `search` = a part of the name. */
  async open(player: string, search: string, limit: number): Promise<OpenLeague[]> {
    return this.db.query<OpenLeague[]>(
      `SELECT l.id, l.name, l.rules, (SELECT count(*) FROM league_member o WHERE o.league = l.id) AS members
       FROM league l
       WHERE l.visibility = 'open' AND l.id <> '${EVERYONE}' AND strpos(lower(l.name), lower($2)) > 0
         AND NOT EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (l.id, $1))
       ORDER BY members DESC, lower(l.name), l.id LIMIT $3`,
      [player, search, limit],
    );
  }

  /** True for a league that everybody may join. */
  async isOpen(tx: EntityManager, league: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM league WHERE id = $1 AND visibility = 'open' AND id <> '${EVERYONE}' FOR SHARE`,
      [league],
    );
    return rows.length > 0;
  }

  /** Members in order of name. */
  async members(league: string): Promise<Member[]> {
    const rows = await this.db.query<Member[]>(
      league === EVERYONE
        ? `SELECT id, name, team, 'member' AS role FROM "user"`
        : `SELECT p.id, p.name, p.team, m.role FROM league_member m JOIN "user" p ON p.id = m.player
           WHERE m.league = $1`,
      league === EVERYONE ? [] : [league],
    );
    const keyed = rows.map((row) => ({ row, key: nameKey(row.name) }));
    return keyed.sort((a, b) => compare(a.key, b.key) || compare(a.row.id, b.row.id)).map(({ row }) => row);
  }

  /** @returns false when the code is taken */
  async insert(tx: EntityManager, id: string, league: CreateLeague, code: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO league (id, name, rules, visibility, code) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (code) DO NOTHING RETURNING id`,
      [id, league.name, league.rules, league.visibility, code],
    );
    return rows.length > 0;
  }

  /** Id of the league with this code, or null. */
  async idByCode(tx: EntityManager, code: string): Promise<string | null> {
    const rows = await tx.query<{ id: string }[]>('SELECT id FROM league WHERE code = $1', [code]);
    return rows[0]?.id ?? null;
  }

  async rename(tx: EntityManager, league: string, name: string): Promise<void> {
    await tx.query('UPDATE league SET name = $2 WHERE id = $1', [league, name]);
  }

  async setVisibility(tx: EntityManager, league: string, visibility: 'open' | 'code'): Promise<void> {
    await tx.query('UPDATE league SET visibility = $2 WHERE id = $1', [league, visibility]);
  }

  async setWidget(tx: EntityManager, league: string, widget: boolean): Promise<void> {
    await tx.query('UPDATE league SET widget = $2 WHERE id = $1', [league, widget]);
  }

  async setCode(tx: EntityManager, league: string, code: string): Promise<void> {
    await tx.query('UPDATE league SET code = $2 WHERE id = $1', [league, code]);
  }

  /** @returns false when the player belongs to the league already */
  async addMember(tx: EntityManager, league: string, player: string, role: Role): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO league_member (league, player, role, joined_at) VALUES ($1, $2, $3, clock_timestamp())
       ON CONFLICT (league, player) DO NOTHING RETURNING player`,
      [league, player, role],
    );
    return rows.length > 0;
  }

  /** @returns the player's number, or null when not a member */
  async removeMember(tx: EntityManager, league: string, player: string): Promise<number | null> {
    const [rows] = await tx.query<[{ n: number }[], number]>(
      `DELETE FROM league_member m USING "user" p WHERE m.league = $1 AND m.player = $2 AND p.id = m.player
       RETURNING p.n`,
      [league, player],
    );
    return rows[0]?.n ?? null;
  }

  /** @returns false when not a member */
  async setRole(tx: EntityManager, league: string, player: string, role: Role): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(
      'UPDATE league_member SET role = $3 WHERE league = $1 AND player = $2',
      [league, player, role],
    );
    return changed > 0;
  }

  /** True for a member who is kept out. */
  async isSuspended(tx: EntityManager, player: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT 1 FROM "user" WHERE id = $1 AND banned_at IS NOT NULL', [
      player,
    ]);
    return rows.length > 0;
  }

  /** Deletes a league without members; gives one without a commissioner to its longest member who is not suspended. */
  async settle(tx: EntityManager, league: string): Promise<void> {
    await tx.query(
      'DELETE FROM league WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM league_member WHERE league = $1)',
      [league],
    );
    await tx.query(
      `UPDATE league_member SET role = 'commissioner' WHERE league = $1
       AND NOT EXISTS (SELECT 1 FROM league_member WHERE league = $1 AND role = 'commissioner')
       AND player = (
         SELECT m.player FROM league_member m JOIN "user" u ON u.id = m.player WHERE m.league = $1
         ORDER BY u.banned_at IS NOT NULL, m.joined_at, m.player LIMIT 1
       )`,
      [league],
    );
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

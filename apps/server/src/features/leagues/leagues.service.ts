import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type CreateLeague,
  EVERYONE,
  type League,
  type LeagueSummary,
  MAX_PAGE_ROWS,
  type Members,
  type OpenLeague,
  type PeopleQuery,
} from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { given } from '../../platform/database/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import { containing, Keyset, pageSize } from '../../platform/http/keyset.js';
import { type Limit, RateLimit } from '../../platform/http/rate-limit.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { ANY_NAME, LeagueStore } from './league.store.js';
import type { LeagueRow } from './leagues.sql.js';

/** Letters and digits that neither look nor sound alike. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Makes a code that cannot be guessed: 31^8 possibilities. */
function newJoinCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** Normalises a code: people type it in lower case, with spaces and dashes. */
function readJoinCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}

/** The player who makes the request. */
interface Asker {
  readonly id: string;
  /** the player's number on the wire */
  readonly n: number;
}

/** Settings that a commissioner may change. */
interface LeagueChange {
  readonly name?: string | undefined;
  readonly visibility?: 'open' | 'code' | undefined;
  /** whether other sites may show the table while the league is open */
  readonly widget?: boolean | undefined;
  /** true: create a new join code; the old one stops working */
  readonly newCode?: boolean | undefined;
}

/** Cursors of members: the name's sort key and the player's number. */
const BY_NAME = new Keyset(z.tuple([z.string(), z.int32()]));
/** Open leagues that are shown; more are found by name. */
const SHOWN_OPEN = 50;
const WRONG_CODES: Limit = { what: 'league-code:player', hits: 20, windowSeconds: 900 };
const NEW_LEAGUES: Limit = { what: 'league-new:player', hits: 20, windowSeconds: 3600 };

/** Leagues and their members. To a player who is not a member, a league does not exist. */
@Injectable()
export class LeaguesService {
  constructor(
    private readonly store: LeagueStore,
    private readonly log: SlateLog,
    private readonly limits: RateLimit,
  ) {}

  /** The player's leagues, `everyone` first. */
  async mine(player: Asker): Promise<LeagueSummary[]> {
    return (await this.store.ofPlayer(player.id)).map(toSummary);
  }

  /** Open leagues to join, the largest first. @param search a part of the name */
  open(player: Asker, search: string): Promise<OpenLeague[]> {
    return this.store.open(player.id, search, SHOWN_OPEN);
  }

  /** @throws AppError `not-found` */
  async get(league: string, player: Asker): Promise<League> {
    const found = await this.store.find(league, player.id);
    if (found === null) throw new AppError('not-found');
    const { members: memberCount, ...about } = toSummary(found);
    const rows = await this.store.members({ league, like: ANY_NAME, after: null, limit: MAX_PAGE_ROWS });
    const members = rows.map(({ id, name, team, role }) => ({ id, name, team, role }));
    return { ...about, members, memberCount };
  }

  /** A page of the members, by name. @throws AppError `not-found`; `invalid-input` for an unknown cursor */
  async members(league: string, player: Asker, asked: PeopleQuery): Promise<Members> {
    const after = BY_NAME.after(asked);
    const found = await this.store.find(league, player.id);
    if (found === null) throw new AppError('not-found');
    const like = asked.q === undefined ? ANY_NAME : containing(nameKey(asked.q));
    const total = asked.q === undefined ? found.members : await this.store.countMembers(league, like);
    const size = pageSize(asked, total);
    const all = await this.store.members({ league, like, after, limit: size + 1 });
    const { rows, next } = BY_NAME.slice(all, size, ({ key, n }) => [key, n]);
    return {
      rows: rows.map(({ key, n, joinedAt, ...row }) => ({ ...row, joinedAt: joinedAt.toISOString() })),
      next,
      total,
    };
  }

  /** Creates a league; its creator becomes the commissioner. */
  async create(player: Asker, input: CreateLeague): Promise<LeagueSummary> {
    await this.limits.hit(NEW_LEAGUES, player.id);
    const id = randomUUID();
    await this.log.write(async (tx, log) => {
      await log.lock();
      while (!(await this.store.insert(tx, id, input, newJoinCode())));
      await this.store.addMember(tx, id, player.id, 'commissioner');
      await log.append([{ body: { kind: 'member', league: id, player: player.id, n: player.n } }]);
    });
    return this.summary(id, player);
  }

  /**
   * Joins by code; joining again is harmless.
   * @throws AppError `not-found` for a wrong code, `too-many-requests` after many of them
   */
  async join(player: Asker, typed: string): Promise<LeagueSummary> {
    await this.limits.hit(WRONG_CODES, player.id);
    const league = await this.log.write(async (tx, log) => {
      // the code is read under the lock: until then the league may be gone, or have another one
      await log.lock();
      const id = await this.store.idByCode(tx, readJoinCode(typed));
      if (id === null) throw new AppError('not-found', 'No league has this code.');
      await this.add(tx, log, id, player);
      return id;
    });
    // only wrong codes count
    await this.limits.takeBack(WRONG_CODES, player.id);
    return this.summary(league, player);
  }

  /** Joins an open league; joining again is harmless. @throws AppError `not-found` for any other */
  async joinOpen(league: string, player: Asker): Promise<LeagueSummary> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const mine = await this.store.find(league, player.id, tx);
      if (mine !== null) return;
      if (!(await this.store.isOpen(tx, league))) throw new AppError('not-found');
      await this.add(tx, log, league, player);
    });
    return this.summary(league, player);
  }

  /**
   * Leaves. If the commissioner leaves, the longest member takes over; an empty league is deleted.
   * @throws AppError `not-found`, `league-is-fixed` for `everyone`
   */
  async leave(league: string, player: Asker): Promise<void> {
    if (league === EVERYONE) throw new AppError('league-is-fixed', 'Nobody leaves this league.');
    await this.log.write(async (tx, log) => {
      await log.lock();
      await this.remove(tx, log, league, player.id);
    });
  }

  /** Leaves every league except `everyone`, by the same rules, within the caller's transaction. */
  async leaveAll(tx: EntityManager, log: LogWriter, player: Asker): Promise<void> {
    for (const league of await this.store.joinedBy(tx, player.id)) {
      await this.remove(tx, log, league, player.id);
    }
  }

  /** @throws AppError `not-found`, `forbidden` when not the commissioner, `league-is-fixed` for `everyone` */
  async change(league: string, player: Asker, change: LeagueChange): Promise<LeagueSummary> {
    const { name, visibility, widget, newCode } = change;
    await this.asCommissioner(league, player, async (tx) => {
      const code = newCode === true ? newJoinCode() : undefined;
      await this.store.change(tx, league, given({ name, visibility, widget, code }));
    });
    return this.summary(league, player);
  }

  /** Removes a member. @throws as `change`; `not-found` when the player is not a member */
  async removeMember(league: string, player: Asker, member: string): Promise<void> {
    await this.asCommissioner(league, player, (tx, log) => this.remove(tx, log, league, member));
  }

  /**
   * Makes another member the commissioner in place of the requester.
   * @throws as `removeMember`; `conflict` for a member whose account is suspended, who could not run the league
   */
  async handOver(league: string, player: Asker, member: string): Promise<LeagueSummary> {
    await this.asCommissioner(league, player, async (tx) => {
      if (await this.store.isSuspended(tx, member))
        throw new AppError('conflict', 'The account of this member is suspended.');
      await this.store.setRole(tx, league, player.id, 'member');
      if (!(await this.store.setRole(tx, league, member, 'commissioner'))) throw new AppError('not-found');
    });
    return this.summary(league, player);
  }

  private async asCommissioner(
    league: string,
    player: Asker,
    work: (tx: EntityManager, log: LogWriter) => Promise<void>,
  ): Promise<void> {
    if (league === EVERYONE) throw new AppError('league-is-fixed', 'Nobody runs this league.');
    await this.log.write(async (tx, log) => {
      await log.lock();
      const found = await this.store.find(league, player.id, tx);
      if (found === null) throw new AppError('not-found');
      if (found.role !== 'commissioner')
        throw new AppError('forbidden', 'Only the commissioner may do this.');
      await work(tx, log);
    });
  }

  private async add(tx: EntityManager, log: LogWriter, league: string, player: Asker): Promise<void> {
    if (await this.store.addMember(tx, league, player.id, 'member'))
      await log.append([{ body: { kind: 'member', league, player: player.id, n: player.n } }]);
  }

  private async remove(tx: EntityManager, log: LogWriter, league: string, member: string): Promise<void> {
    const n = await this.store.removeMember(tx, league, member);
    if (n === null) throw new AppError('not-found');
    await this.store.settle(tx, league);
    await log.append([{ body: { kind: 'member-left', league, player: member, n } }]);
  }

  private async summary(league: string, player: Asker): Promise<LeagueSummary> {
    const found = await this.store.find(league, player.id);
    if (found === null) throw new AppError('not-found');
    return toSummary(found);
  }
}

/** The commissioner may pass on the code; in an open league every member may. */
function toSummary(row: LeagueRow): LeagueSummary {
  const shown = row.role === 'commissioner' || row.visibility === 'open';
  return { ...row, code: shown ? row.code : null };
}

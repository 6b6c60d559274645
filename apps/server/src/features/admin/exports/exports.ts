import { Injectable } from '@nestjs/common';
import { seasonQuerySchema } from '@sunday-live/contract';
import { DEFAULT_RULES, RULES, scorePick } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type CsvCell, type CsvFile, mapRows } from '../../../platform/http/csv.js';
import { weekSchema } from '../../calendar/week-param.js';
import { kickoffDay } from '../../slate/deadline.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { seasonTypeOf } from '../../slate/week-key.js';
import { absentRows, auditRows, type PickRow, pickRows, userRows } from './exports.sql.js';

/**
 * Scope of an export. Absent: the newest season with cards (for players without a card: the current one), all weeks,
 * all players.
 */
export const exportQuerySchema = z.object({
  ...seasonQuerySchema.shape,
  week: weekSchema.optional(),
  player: z.string().min(1).max(64).optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

/** Exports accounts and the audit. */
@Injectable()
export class OfficeExports {
  constructor(private readonly db: DataSource) {}

  users(): CsvFile {
    return {
      name: 'users.csv',
      head: [
        'id',
        'number',
        'name',
        'email',
        'verified',
        'role',
        'team',
        'since',
        'deactivated',
        'second factor',
      ],
      rows: mapRows(userRows(this.db), (row) => [
        row.id,
        row.n,
        row.name,
        row.email,
        row.emailVerified,
        row.role,
        row.team,
        row.createdAt,
        row.bannedAt,
        row.twoFactorEnabled,
      ]),
    };
  }

  audit(): CsvFile {
    return {
      name: 'audit.csv',
      head: ['id', 'at', 'actor', 'name', 'action', 'target', 'before', 'after', 'why', 'address', 'request'],
      rows: mapRows(auditRows(this.db), (row) => [
        row.id,
        row.at,
        row.actor,
        row.actorName,
        row.action,
        row.target,
        asText(row.before),
        asText(row.after),
        row.why,
        row.address,
        row.requestId,
      ]),
    };
  }
}

function asText(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

const PICK_HEAD = ['season', 'type', 'week', 'player', 'name', 'game', 'kick-off', 'away', 'home'];

/**
 * Exports picks. Picks of games that are not locked are never included: an admin who plays must not know more than the
 * other players (docs/adr/0007).
 */
@Injectable()
export class PlayExports {
  constructor(
    private readonly db: DataSource,
    private readonly slate: SlateReader,
  ) {}

  /** Every pick of a locked game, with its points by the default rules. */
  async predictions(query: ExportQuery): Promise<CsvFile> {
    const rows = await this.picks(query, 'picks');
    return {
      name: 'predictions.csv',
      head: [...PICK_HEAD, 'pick', 'banker', 'joker', 'away score', 'home score', 'state', 'right', 'points'],
      rows: mapRows(rows, (row) => [
        ...gameCells(row),
        row[row.side],
        row.banker,
        row.joker,
        ...scoreCells(row),
      ]),
    };
  }

  /** Every banker on a locked game. */
  async bankers(query: ExportQuery): Promise<CsvFile> {
    const rows = await this.picks(query, 'bankers');
    return {
      name: 'bankers.csv',
      head: [...PICK_HEAD, 'banker', 'joker', 'away score', 'home score', 'state', 'right', 'points'],
      rows: mapRows(rows, (row) => [...gameCells(row), row[row.side], row.joker, ...scoreCells(row)]),
    };
  }

  /**
   * Active players whose card lacks picks, or who have no card, for the requested or the current week. The number of
   * picks on a card is no secret.
   */
  async absent({ week, player, ...asked }: ExportQuery): Promise<CsvFile> {
    const state = await this.slate.asked(asked, 'current');
    const key = {
      season: state?.season ?? 0,
      seasonType: state?.seasonType ?? 0,
      week: week ?? state?.week ?? 0,
    };
    const rows = absentRows(this.db, key, player ?? null);
    return {
      name: 'no-picks.csv',
      head: ['season', 'type', 'week', 'player', 'name', 'email', 'wants reminders', 'picked', 'games'],
      rows: mapRows(rows, ({ player: id, name, email, reminded, picked, games, ...at }) => [
        ...weekCells(at),
        id,
        name,
        email,
        reminded,
        picked,
        games,
      ]),
    };
  }

  private async picks({ week, player, ...asked }: ExportQuery, of: 'picks' | 'bankers') {
    const state = await this.slate.asked(asked, 'played');
    const season = { season: state?.season ?? 0, seasonType: state?.seasonType ?? 0 };
    return pickRows(this.db, { ...season, week: week ?? null, player: player ?? null }, of);
  }
}

function gameCells(row: PickRow): CsvCell[] {
  const kickoff = row.timeValid ? row.kickoff : kickoffDay(row.kickoff);
  return [...weekCells(row), row.player, row.name, row.game, kickoff, row.away, row.home];
}

/** Season, type and week as cells, because a week's number alone is ambiguous. */
function weekCells({ season, seasonType, week }: Pick<PickRow, 'season' | 'seasonType' | 'week'>): CsvCell[] {
  return [season, seasonType === 0 ? '' : seasonTypeOf(seasonType), week];
}

function scoreCells(row: PickRow): CsvCell[] {
  const score = scorePick(RULES[DEFAULT_RULES], { ...row, id: row.game }, row);
  return [row.awayScore, row.homeScore, row.state, score?.right ?? null, score?.points ?? null];
}

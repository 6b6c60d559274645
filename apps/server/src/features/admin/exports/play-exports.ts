import { Injectable } from '@nestjs/common';
import { DEFAULT_RULES, type GameState, RULES, type Side, scorePick } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { readInBatches } from '../../../platform/database/read-in-batches.js';
import { type CsvCell, type CsvFile, mapRows } from '../../../platform/http/csv/csv.js';
import { kickoffDay } from '../../slate/deadline.js';
import { lacksPickSql, pickedSql } from '../../slate/missing-picks.js';
import { gameInSlotSql, picksShownSql } from '../../slate/shown-picks.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { ofSeasonSql, ofWeekSql, seasonTypeOf } from '../../slate/week-key.js';
import type { ExportQuery } from './export-query.js';

interface PickRow {
  season: number;
  season_type: number;
  week: number;
  player: string;
  name: string;
  game: string;
  kickoff: Date;
  time_valid: boolean;
  away: string;
  home: string;
  away_score: number;
  home_score: number;
  state: GameState['state'];
  side: Side;
  banker: boolean;
  joker: boolean;
}

interface AbsentRow {
  season: number;
  season_type: number;
  week: number;
  player: string;
  name: string;
  email: string;
  reminded: boolean;
  picked: number;
  games: number;
}

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };
const PICK_HEAD = ['season', 'type', 'week', 'player', 'name', 'game', 'kick-off', 'away', 'home'];
/** SQL for picks of games that are locked; a pick of a game that has left the week is void. @param which condition on the card `c` and its pick of the game in slot `s` */
const picksOf = (which: string): string => `
  SELECT c.season, c.season_type, c.week, u.id AS player, u.name, g.id AS game, g.kickoff, g.time_valid, g.away, g.home, g.away_score, g.home_score,
    g.state, CASE (c.home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END AS side,
    coalesce(c.banker = s.slot, false) AS banker, c.joker AND coalesce(c.banker = s.slot, false) AS joker
  FROM ${gameInSlotSql('g', 's')}
  JOIN card c ON (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week) AND (c.has >> s.slot) & 1 = 1
  JOIN "user" u ON u.n = c.n
  WHERE ${which} AND ${picksShownSql('g')} AND ${ofSeasonSql('c')} AND ($3::int IS NULL OR c.week = $3)
    AND ($4::text IS NULL OR u.id = $4)
  ORDER BY c.week, lower(u.name), u.n, g.kickoff, g.id`;

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
    const rows = await this.picks(query, 'true');
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
    const rows = await this.picks(query, 'c.banker = s.slot');
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
    const rows = readInBatches<AbsentRow>(
      this.db,
      `SELECT $1::int AS season, $2::smallint AS season_type, $3::int AS week, u.id AS player, u.name, u.email,
         coalesce((u.notifications ->> 'reminder48h')::boolean, false) AS reminded, ${pickedSql('c.has', WEEK)} AS picked,
         (SELECT count(*)::int FROM game g WHERE ${ofWeekSql('g')} AND g.state <> 'off') AS games
       FROM "user" u LEFT JOIN card c ON c.n = u.n AND ${ofWeekSql('c')}
       WHERE u.banned_at IS NULL AND ($4::text IS NULL OR u.id = $4)
         AND (c.n IS NULL OR ${lacksPickSql('c.has', WEEK)})
       ORDER BY lower(u.name), u.n`,
      [state?.season ?? 0, state?.seasonType ?? 0, week ?? state?.week ?? 0, player ?? null],
    );
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

  private async picks({ week, player, ...asked }: ExportQuery, which: string) {
    const state = await this.slate.asked(asked, 'played');
    return readInBatches<PickRow>(this.db, picksOf(which), [
      state?.season ?? 0,
      state?.seasonType ?? 0,
      week ?? null,
      player ?? null,
    ]);
  }
}

function gameCells(row: PickRow): CsvCell[] {
  const kickoff = row.time_valid ? row.kickoff : kickoffDay(row.kickoff);
  return [...weekCells(row), row.player, row.name, row.game, kickoff, row.away, row.home];
}

/** Season, type and week as cells, because a week's number alone is ambiguous. */
function weekCells({
  season,
  season_type,
  week,
}: Pick<PickRow, 'season' | 'season_type' | 'week'>): CsvCell[] {
  return [season, season_type === 0 ? '' : seasonTypeOf(season_type), week];
}

function scoreCells({ away_score, home_score, ...row }: PickRow): CsvCell[] {
  const game = { id: row.game, ...row, awayScore: away_score, homeScore: home_score };
  const score = scorePick(RULES[DEFAULT_RULES], game, row);
  return [away_score, home_score, row.state, score?.right ?? null, score?.points ?? null];
}

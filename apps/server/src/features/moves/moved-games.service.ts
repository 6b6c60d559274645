import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertsService, type NewAlert } from '../alerts/alerts.service.js';
import { picksShownSql } from '../slate/shown-picks.js';
import { MOVED_AFTER_START } from '../slate/slate-plan.js';
import { weekWords } from '../slate/week-key.js';
import { type GameMove, placesOf, titleOf } from './game-move.js';
import { MoveMails } from './move-mails.js';

interface MoveRow {
  game: string;
  away: string;
  home: string;
  from_season: number;
  from_type: number;
  from_week: number;
  season: number;
  season_type: number;
  week: number;
  left_at: Date;
  /** Its picks had locked in the week that it left. */
  was_locked: boolean;
  /** Its picks are locked in its new week. */
  is_locked: boolean;
  /** A game of either week has locked or started. */
  begun: boolean;
}

interface Doubt {
  game: string;
  away: string;
  home: string;
  reason: string;
  open: boolean;
}

/** Maximum number of moves per run. */
const BATCH = 50;

/** Notifies admins and players about games that change their week, once per move (rules R16 and R17). */
@Injectable()
export class MovedGames {
  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
    private readonly mails: MoveMails,
  ) {}

  /** Reports moves that were not reported yet. It may run on several workers: each move is reported by one. */
  async report(): Promise<void> {
    const [news] = await this.db.query<{ moves: boolean; doubts: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM game_left_week WHERE reported_at IS NULL) AS moves,
         EXISTS (SELECT 1 FROM feed_quarantine WHERE starts_with(reason, $1)) AS doubts`,
      [MOVED_AFTER_START],
    );
    if (news?.moves) await this.db.transaction((tx) => this.reportMoves(tx));
    if (news?.doubts) await this.db.transaction((tx) => this.reportDoubts(tx));
  }

  private async reportMoves(tx: EntityManager): Promise<void> {
    const rows = await tx.query<MoveRow[]>(
      `SELECT w.game, g.away, g.home, w.season AS from_season, w.season_type AS from_type, w.week AS from_week,
         g.season, g.season_type, g.week, w.left_at, w.locked_at IS NOT NULL AS was_locked, g.locked_at IS NOT NULL AS is_locked,
         EXISTS (SELECT 1 FROM game o WHERE ${picksShownSql('o')} AND (o.season, o.season_type, o.week)
           IN ((w.season, w.season_type, w.week), (g.season, g.season_type, g.week))) AS begun
       FROM game_left_week w JOIN game g ON g.id = w.game
       WHERE w.reported_at IS NULL ORDER BY w.left_at LIMIT ${BATCH} FOR UPDATE OF w SKIP LOCKED`,
    );
    for (const row of rows) {
      const move = toMove(row);
      if (row.was_locked || row.begun) await this.alerts.raise(tx, moveAlert(move, row));
      await this.mails.enqueue(tx, move, row.left_at, row.is_locked);
      await tx.query(
        `UPDATE game_left_week SET reported_at = clock_timestamp()
         WHERE game = $1 AND (season, season_type, week) = ($2::int, $3::smallint, $4::int)`,
        [row.game, row.from_season, row.from_type, row.from_week],
      );
    }
  }

  /** Alerts admins to games that have started and that the feed puts into another week. */
  private async reportDoubts(tx: EntityManager): Promise<void> {
    const doubts = await tx.query<Doubt[]>(
      `SELECT q.game, g.away, g.home, max(q.reason) AS reason,
         bool_or(q.resolution IS NULL AND q.taken_back_at IS NULL) AS open
       FROM feed_quarantine q JOIN game g ON g.id = q.game WHERE starts_with(q.reason, $1)
       GROUP BY q.game, g.away, g.home ORDER BY q.game`,
      [MOVED_AFTER_START],
    );
    for (const doubt of doubts) {
      if (doubt.open) await this.alerts.raise(tx, doubtAlert(doubt));
      else await this.alerts.clear(tx, doubtKey(doubt));
    }
  }
}

function toMove(row: MoveRow): GameMove {
  return {
    game: row.game,
    away: row.away,
    home: row.home,
    from: { season: row.from_season, seasonType: row.from_type, week: row.from_week },
    to: { season: row.season, seasonType: row.season_type, week: row.week },
  };
}

function moveAlert(move: GameMove, { was_locked: was, is_locked: is }: MoveRow): NewAlert {
  const { from, to } = placesOf(move);
  return {
    key: `moved/${move.game}`,
    title: `${titleOf(move)} was moved from ${from} to ${to}`,
    message: `${was ? `Its picks in ${from} had locked. ` : ''}In ${from} the game counts for nothing, and bankers and jokers on it are free again. In ${to} it counts by the picks made there; ${is ? 'it is locked there' : 'it is open there until it locks'}. The players who had picked it get an email. If the league moved the game, you need not do anything; otherwise import the schedule again.`,
  };
}

function doubtAlert(doubt: Doubt): NewAlert {
  return {
    key: doubtKey(doubt),
    title: `The feed puts ${titleOf(doubt)} into another week after it has started`,
    message: `It says ${movedWords(doubt.reason)}. The game stays in its week, and its score is still updated. Accept or reject the move in the quarantine, unless the feed takes it back.`,
  };
}

/** Describes the weeks in the reason in words. */
function movedWords(reason: string): string {
  return reason
    .slice(MOVED_AFTER_START.length + 2)
    .replace(/(\d+)\/(\d)\/(\d+)/g, (_, season, seasonType, week) =>
      weekWords({ season: Number(season), seasonType: Number(seasonType), week: Number(week) }),
    );
}

function doubtKey({ game }: Pick<Doubt, 'game'>): string {
  return `moved-after-start/${game}`;
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Like } from 'typeorm';
import { AlertsService, type NewAlert } from '../alerts/alerts.service.js';
import { GameLeftWeekEntity } from '../slate/game.entity.js';
import { FeedQuarantineEntity } from '../slate/slate.entity.js';
import { MOVED_AFTER_START } from '../slate/slate-plan.js';
import { weekWords } from '../slate/week-key.js';
import { MoveMails, placesOf, titleOf } from './move-mails.js';
import { type DoubtRow, doubtsOfGames, type MoveRow, unreportedMoves } from './moved-games.sql.js';

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
    const { manager } = this.db;
    if (await manager.existsBy(GameLeftWeekEntity, { reportedAt: IsNull() })) {
      await this.db.transaction((tx) => this.reportMoves(tx));
    }
    if (await manager.existsBy(FeedQuarantineEntity, { reason: Like(`${MOVED_AFTER_START}%`) })) {
      await this.db.transaction((tx) => this.reportDoubts(tx));
    }
  }

  private async reportMoves(tx: EntityManager): Promise<void> {
    for (const row of await unreportedMoves(tx, BATCH)) {
      if (row.wasLocked || row.begun) await this.alerts.raise(tx, moveAlert(row));
      await this.mails.enqueue(tx, row, row.leftAt, row.isLocked);
      await tx.update(
        GameLeftWeekEntity,
        { gameId: row.game, ...row.from },
        { reportedAt: () => 'clock_timestamp()' },
      );
    }
  }

  /** Alerts admins to games that have started and that the feed puts into another week. */
  private async reportDoubts(tx: EntityManager): Promise<void> {
    for (const doubt of await doubtsOfGames(tx, MOVED_AFTER_START)) {
      if (doubt.open) await this.alerts.raise(tx, doubtAlert(doubt));
      else await this.alerts.clear(tx, doubtKey(doubt));
    }
  }
}

function moveAlert({ wasLocked: was, isLocked: is, ...move }: MoveRow): NewAlert {
  const { from, to } = placesOf(move);
  return {
    key: `moved/${move.game}`,
    title: `${titleOf(move)} was moved from ${from} to ${to}`,
    message: `${was ? `Its picks in ${from} had locked. ` : ''}In ${from} the game counts for nothing, and bankers and jokers on it are free again. In ${to} it counts by the picks made there; ${is ? 'it is locked there' : 'it is open there until it locks'}. The players who had picked it get an email. If the league moved the game, you need not do anything; otherwise import the schedule again.`,
  };
}

function doubtAlert(doubt: DoubtRow): NewAlert {
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

function doubtKey({ game }: Pick<DoubtRow, 'game'>): string {
  return `moved-after-start/${game}`;
}

import { Injectable } from '@nestjs/common';
import type { CreateReport, Report, ReportCreated, ReportPlayer, ReportSummary } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { ReportStore } from './report.store.js';
import { type DocumentAnswer, ReportDocuments } from './report-documents.js';
import { ReportProgressNews } from './report-progress.js';
import { ReportRequests } from './report-requests.js';
import { estimateOf, reportProgress, reportState, toTask } from './report-task.js';
import { cancelTasks, retryTasks, taskPace, tasksOfReport } from './report-task.sql.js';
import type { ListedReport, ReportRow } from './reports.sql.js';

const LISTED = 50;
const UNFINISHED: ReadonlySet<string> = new Set(['queued', 'running', 'ready']);

/** Reports as players see them. Reports of others do not exist. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly db: DataSource,
    private readonly store: ReportStore,
    private readonly requests: ReportRequests,
    private readonly documents: ReportDocuments,
    private readonly news: ReportProgressNews,
  ) {}

  /** @throws as `ReportRequests.ask` */
  async create(player: string, wanted: CreateReport): Promise<ReportCreated> {
    return this.created(await this.requests.ask(player, wanted));
  }

  /** Returns the player's own, latest first. @param most maximum number */
  async mine(player: string, most = LISTED): Promise<ReportSummary[]> {
    const rows = await this.store.ofOwner(player, most);
    const players = await this.store.players(rows.flatMap((row) => row.players));
    return rows.map((row) => summary(row, players));
  }

  /** @throws AppError `not-found` */
  async get(id: string, player: string): Promise<Report> {
    const row = await this.readable(id, player);
    const [tasks, players, outdated, pace] = await Promise.all([
      tasksOfReport(this.db.manager, id),
      this.store.players(row.players),
      this.store.isOutdated(id),
      taskPace(this.db.manager),
    ]);
    return {
      ...summary({ ...row, tasks }, players),
      tasks: tasks.map(toTask),
      own: row.owner === player,
      shared: row.shared,
      outdated,
      estimate: estimateOf(tasks, pace),
    };
  }

  /** @throws AppError `not-found` */
  async document(id: string, player: string): Promise<DocumentAnswer> {
    return this.documents.read(await this.readable(id, player));
  }

  /** Repeats failed and cancelled tasks. @throws AppError `nothing-to-retry`, and as `rebuild` */
  async retry(id: string, player: string): Promise<ReportCreated> {
    const { league, players } = await this.own(id, player);
    await this.requests.demandRight(player, league, players);
    const count = await this.db.transaction(async (tx) => {
      await this.store.goOn(tx, id);
      return retryTasks(tx, id);
    });
    if (count === 0) throw new AppError('nothing-to-retry', 'Nothing of this report has failed.');
    this.requests.announce();
    this.news.changed(id);
    return this.created(id);
  }

  /**
   * Makes the same report again, after results were corrected.
   * @throws AppError `not-found`, also when the owner left the league; `invalid-input` when one of the players did
   */
  async rebuild(id: string, player: string): Promise<ReportCreated> {
    const { league, players, season, seasonType } = await this.own(id, player);
    return this.created(
      await this.requests.rebuild({ owner: player, kind: 'asked', league, players, season, seasonType }),
    );
  }

  /** Stops a running report; removes a finished one. @throws AppError `not-found` */
  async remove(id: string, player: string): Promise<void> {
    const row = await this.own(id, player);
    const state = reportState(await tasksOfReport(this.db.manager, id), row.cancelledAt !== null);
    if (!UNFINISHED.has(state)) {
      await this.store.remove(id);
      return;
    }
    await cancelTasks(this.db.manager, id);
    this.news.changed(id);
  }

  /**
   * Allows or forbids members of the report's league to read it.
   * @throws AppError `not-found`, also when the owner has left the league
   */
  async share(id: string, player: string, shared: boolean): Promise<void> {
    const { league } = await this.own(id, player);
    if (shared) await this.requests.demandMember(player, league);
    await this.store.setShared(id, shared);
  }

  private async readable(id: string, player: string): Promise<ReportRow> {
    const row = await this.store.findFor(id, player);
    if (row === null) throw new AppError('not-found');
    return row;
  }

  private async own(id: string, player: string): Promise<ReportRow> {
    const row = await this.readable(id, player);
    if (row.owner !== player) throw new AppError('not-found');
    return row;
  }

  private async created(id: string): Promise<ReportCreated> {
    const row = await this.store.find(id);
    const tasks = await tasksOfReport(this.db.manager, id);
    return { id, state: reportState(tasks, row?.cancelledAt != null) };
  }
}

function summary(row: ListedReport, players: ReadonlyMap<string, ReportPlayer>): ReportSummary {
  return {
    id: row.id,
    state: reportState(row.tasks, row.cancelledAt !== null),
    progress: reportProgress(row.tasks),
    createdAt: row.createdAt.toISOString(),
    season: row.season,
    league: { id: row.league, name: row.leagueName },
    players: row.players.flatMap((id) => players.get(id) ?? []),
    kind: row.kind === 'weekly' ? 'weekly' : 'asked',
  };
}

import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CreateReport, SeasonQuery } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Outboxes } from '../../platform/work/outboxes.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { SeasonKey } from '../slate/week-key.js';
import { LeagueSeasonService } from '../standings/league-season.service.js';
import { planReport, planWarmUp, ReportStore } from './report.store.js';
import { REPORT_QUEUES } from './report-task.js';
import { identicalReport, lockRequest, type ReportKind, unfinishedReports } from './reports.sql.js';

const IDENTICAL_WITHIN_SECONDS = 60;
/** Maximum number of running reports: of one owner, and about one player. */
const MOST_OWN = 60;
const MOST_ABOUT = 200;

/** The subject of a report. */
export interface ReportOrder extends SeasonKey {
  /** null: prepared in advance, without an owner */
  readonly owner: string | null;
  readonly kind: ReportKind;
  readonly league: string;
  readonly players: readonly string[];
}

/** Accepts requests for reports and creates their tasks. */
@Injectable()
export class ReportRequests {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly store: ReportStore,
    private readonly outboxes: Outboxes,
    private readonly leagues: LeagueDirectory,
    private readonly slate: SlateReader,
    private readonly seasons: LeagueSeasonService,
  ) {}

  /**
   * Creates a report, or returns an equal one from a moment ago.
   * @throws AppError `not-found` for a league that is not the requester's, `invalid-input` for players who are not in
   * it, `unknown-season`, `too-many-requests`
   */
  async ask(owner: string, { players: named, season, type, league: wanted }: CreateReport): Promise<string> {
    const players = [...new Set(named)];
    const league = wanted ?? (await this.leagues.smallestShared(owner, players));
    await this.demandRight(owner, league, players);
    const key = await this.seasonKey({ season, type });
    return this.order({ owner, kind: 'asked', league, players, ...key });
  }

  /** Makes a report again with present data. @throws as `ask` */
  async rebuild(order: ReportOrder & { readonly owner: string }): Promise<string> {
    const { owner, league, players } = order;
    await this.demandRight(owner, league, players);
    return this.order(order);
  }

  /**
   * Checks, each time, whether the player may have these players of the league computed: a report keeps the id of a
   * league that its owner may have left.
   * @throws AppError `not-found` for a league that is not the owner's, `invalid-input` for players who are not in it
   */
  async demandRight(owner: string, league: string, players: readonly string[]): Promise<void> {
    await this.demandMember(owner, league);
    if (await this.leagues.holds(league, players)) return;
    throw new AppError('invalid-input', undefined, [
      { code: 'unknown-player', message: 'Not a player of this league.', path: 'players' },
    ]);
  }

  /** @throws AppError `not-found` for a league that is not the owner's */
  async demandMember(owner: string, league: string): Promise<void> {
    if (!(await this.leagues.isMember(league, owner))) throw new AppError('not-found');
  }

  /** Stores a report and its tasks, in the caller's transaction; announce it after the commit. */
  async write(tx: EntityManager, id: string, order: ReportOrder): Promise<void> {
    const plan = order.kind === 'warm-up' ? planWarmUp() : planReport(order.players);
    await this.store.insert(tx, { id, ...order, fingerprint: fingerprintOf(order) }, plan);
  }

  /** Announces stored tasks, after the commit. */
  announce(): void {
    for (const name of Object.values(REPORT_QUEUES)) this.outboxes.announce(name);
  }

  private async order(order: ReportOrder): Promise<string> {
    const fingerprint = fingerprintOf(order);
    const made = await this.db.transaction(async (tx) => {
      await lockRequest(tx, fingerprint);
      const same = await identicalReport(tx, fingerprint, IDENTICAL_WITHIN_SECONDS);
      // after a change of its data the same request gives another report
      if (same !== null && !(await this.store.isOutdated(same, tx))) return { id: same, fresh: false };
      await this.demandRoom(tx, order);
      const id = randomUUID();
      await this.write(tx, id, order);
      return { id, fresh: true };
    });
    if (made.fresh) this.announce();
    return made.id;
  }

  private async demandRoom(tx: EntityManager, { owner, players }: ReportOrder): Promise<void> {
    if (owner === null || !this.config.rateLimits) return;
    const { own, about } = await unfinishedReports(tx, owner, players);
    if (own >= MOST_OWN) throw new AppError('too-many-requests', 'Wait for the reports that are under way.');
    if (about >= MOST_ABOUT) {
      throw new AppError('too-many-requests', 'There are many reports on this player under way.');
    }
  }

  /** @throws AppError `unknown-season` */
  private async seasonKey(asked: SeasonQuery): Promise<SeasonKey> {
    const found = await this.slate.asked(asked, 'played');
    if (found === null) throw new AppError('unknown-season');
    const { season, seasonType } = found;
    if (!(await this.seasons.seasons(seasonType)).includes(season)) throw new AppError('unknown-season');
    return { season, seasonType };
  }
}

/** Requests that differ only in the order of the players are equal. */
function fingerprintOf({ owner, kind, league, season, seasonType, players }: ReportOrder): string {
  const named = JSON.stringify([owner, kind, league, season, seasonType, [...players].sort()]);
  return createHash('sha256').update(named).digest('base64url');
}

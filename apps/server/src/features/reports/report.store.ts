import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { aboutSection, hasCommonPart, SECTIONS, type SectionName } from '@sunday-live/analysis';
import { EVERYONE, type ReportPlayer, type ReportQueue } from '@sunday-live/contract';
import { Any, type EntityManager, type Repository } from 'typeorm';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueMemberEntity } from '../leagues/league.entity.js';
import { ReportEntity, ReportTaskEntity } from './report.entity.js';
import {
  isOutdated,
  type ListedReport,
  type ReportKind,
  type ReportRow,
  reportById,
  reportFor,
  reportsOf,
} from './reports.sql.js';

/** A task to create. */
interface PlannedTask {
  readonly player: string;
  readonly section: SectionName;
  readonly queue: ReportQueue;
}

/**
 * One task per player and section. All players' first sections come before any second one: tasks that share a common
 * part then rarely run together, and the second finds it made.
 */
export function planReport(players: readonly string[]): PlannedTask[] {
  const sections = SECTIONS.filter((section) => players.length > 1 || !aboutSection(section).several);
  return players.flatMap((player, turn) => {
    const turned = sections.map((_, i) => sections[(i + turn) % sections.length] as SectionName);
    return turned.map((section) => ({ player, section, queue: aboutSection(section).queue }));
  });
}

/** The parts of sections that all players of a league share, prepared overnight. */
export function planWarmUp(): PlannedTask[] {
  return SECTIONS.filter(hasCommonPart).map((section) => ({
    player: '',
    section,
    queue: aboutSection(section).queue,
  }));
}

interface NewReport {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: ReportKind;
  readonly league: string;
  readonly season: number;
  readonly seasonType: number;
  readonly players: readonly string[];
  readonly fingerprint: string;
}

/** Reads and writes the table `report`. */
@Injectable()
export class ReportStore {
  constructor(@InjectRepository(ReportEntity) private readonly reports: Repository<ReportEntity>) {}

  async insert(tx: EntityManager, report: NewReport, tasks: readonly PlannedTask[]): Promise<void> {
    const { owner, league, players, ...columns } = report;
    await tx.insert(ReportEntity, { ...columns, ownerId: owner, leagueId: league, players: [...players] });
    await tx.insert(
      ReportTaskEntity,
      tasks.map(({ player, section, queue }, place) => ({
        ...{ id: randomUUID(), reportId: report.id, place, player, section, queue },
      })),
    );
  }

  find(id: string, tx: EntityManager = this.reports.manager): Promise<ReportRow | null> {
    return reportById(tx, id);
  }

  /** If the player may read it: the owner, and members of its league where it is shared. */
  findFor(id: string, player: string): Promise<ReportRow | null> {
    return reportFor(this.reports.manager, id, player);
  }

  /**
   * Returns false when the owner has left the league of a report that has not read it yet. What it has read stays the
   * same to its end.
   */
  async mayBegin({ owner, league, input }: ReportRow): Promise<boolean> {
    if (owner === null || input !== null || league === EVERYONE) return true;
    return this.reports.manager.existsBy(LeagueMemberEntity, { leagueId: league, playerId: owner });
  }

  /** A player's own, latest first. */
  ofOwner(owner: string, most: number): Promise<ListedReport[]> {
    return reportsOf(this.reports.manager, owner, most);
  }

  /** Returns existing players by id. */
  async players(ids: readonly string[]): Promise<Map<string, ReportPlayer>> {
    const rows = await this.reports.manager.find(UserEntity, {
      select: { id: true, name: true, team: true },
      where: { id: Any([...new Set(ids)]) },
    });
    return new Map(rows.map(({ id, name, team }) => [id, { id, name, team }]));
  }

  async goOn(tx: EntityManager, id: string): Promise<void> {
    await tx.update(ReportEntity, { id }, { cancelledAt: null });
  }

  async setShared(id: string, shared: boolean): Promise<void> {
    await this.reports.update({ id }, { shared });
  }

  /** @returns false when the report was restarted meanwhile, or is deleted */
  async setDocument(
    { id, generation }: Pick<ReportRow, 'id' | 'generation'>,
    sha256: string,
  ): Promise<boolean> {
    const { affected } = await this.reports.update({ id, generation }, { documentSha256: sha256 });
    return affected === 1;
  }

  async remove(id: string): Promise<void> {
    await this.reports.delete({ id });
  }

  /** True when something that the report has counted is different now. */
  isOutdated(id: string, tx: EntityManager = this.reports.manager): Promise<boolean> {
    return isOutdated(tx, id);
  }
}

import { Injectable } from '@nestjs/common';
import { aboutSection, SECTIONS } from '@sunday-live/analysis';
import { type ReportDocument, type ReportSection, reportSectionSchema } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { DamagedObject, Storage } from '../../platform/storage/storage.js';
import { ReportStore } from './report.store.js';
import type { TaskRow } from './report-task.js';
import { redoTask, tasksOfReport } from './report-task.sql.js';
import type { ReportRow } from './reports.sql.js';

/** Sorts sections by player, then by their place in the document; a section that occurs twice is kept once. */
export function mergeSections(
  players: readonly string[],
  found: readonly (ReportSection | null)[],
): ReportSection[] {
  const byKey = new Map<string, ReportSection>();
  for (const section of found) if (section !== null) byKey.set(`${section.player}/${section.name}`, section);
  return players.flatMap((player) => SECTIONS.flatMap((name) => byKey.get(`${player}/${name}`) ?? []));
}

/** A document, ready to send. */
export interface DocumentAnswer {
  readonly json: Buffer;
  /** Identifies this exact content; null while it is not stored. */
  readonly tag: string | null;
}

/** The document of a report: merged from the existing parts until the report is complete, then stored once and served from storage. */
@Injectable()
export class ReportDocuments {
  constructor(
    private readonly reports: ReportStore,
    private readonly manager: EntityManager,
    private readonly storage: Storage,
  ) {}

  async read(report: ReportRow): Promise<DocumentAnswer> {
    const { documentSha256: sha256 } = report;
    if (sha256 !== null) {
      const json = await this.storage.get({ key: documentKey(report), sha256 }).catch(nullIfDamaged);
      if (json !== null) return { json, tag: sha256 };
    }
    return this.merge(report, await tasksOfReport(this.manager, report.id));
  }

  /** Stores the document if every task is done. */
  async store(id: string): Promise<void> {
    const report = await this.reports.find(id);
    if (report === null || report.kind === 'warm-up' || report.documentSha256 !== null) return;
    const tasks = await tasksOfReport(this.manager, id);
    if (tasks.every(({ state }) => state === 'done')) await this.merge(report, tasks);
  }

  private async merge(report: ReportRow, tasks: readonly TaskRow[]): Promise<DocumentAnswer> {
    const found = await Promise.all(tasks.map((task) => this.partial(task)));
    const players = await this.reports.players(report.players);
    const whole = found.every((section) => section !== null);
    const document: ReportDocument = {
      report: report.id,
      season: report.season,
      league: { id: report.league, name: report.leagueName, rules: report.rules },
      players: report.players.flatMap((id) => players.get(id) ?? []),
      createdAt: report.createdAt.toISOString(),
      sections: mergeSections(report.players, found),
      missing: tasks
        .filter((_, i) => found[i] === null)
        .map(({ player, section, queue, state }) => ({
          ...{ player, name: section, queue, title: aboutSection(section).title },
          state: state === 'done' ? 'queued' : state,
        })),
    };
    const json = Buffer.from(JSON.stringify(document));
    if (!whole) return { json, tag: null };
    const { key, sha256 } = await this.storage.put(documentKey(report), json);
    if (!(await this.reports.setDocument(report, sha256))) await this.storage.delete(key);
    return { json, tag: sha256 };
  }

  /** Reads the part that a task has stored. A task whose part is missing or damaged runs again. */
  private async partial(task: TaskRow): Promise<ReportSection | null> {
    const { partialKey: key, partialSha256: sha256 } = task;
    if (task.state !== 'done' || key === null || sha256 === null) return null;
    const found = await this.storage.get({ key, sha256 }).catch(nullIfDamaged);
    if (found === null) {
      await redoTask(this.manager, task);
      return null;
    }
    return reportSectionSchema.parse(JSON.parse(found.toString()));
  }
}

/** Each generation has a key of its own, so that a late deletion never removes the new document. */
export function documentKey({ id, generation }: Pick<ReportRow, 'id' | 'generation'>): string {
  return `reports/${id}/document${generation === 0 ? '' : `-${generation}`}.json`;
}

function nullIfDamaged(error: unknown): null {
  if (error instanceof DamagedObject) return null;
  throw error;
}

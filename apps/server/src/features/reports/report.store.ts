import { Injectable } from '@nestjs/common';
import { EVERYONE, type ReportPlayer, type RulesName } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import type { PlannedTask } from './report-plan.js';
import type { TaskPart } from './report-state.js';

export type ReportKind = 'asked' | 'weekly' | 'warm-up';

/** A row of `report`, with its league. */
export interface ReportRow {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: ReportKind;
  readonly league: string;
  readonly league_name: string;
  readonly rules: RulesName;
  readonly season: number;
  readonly season_type: number;
  readonly players: readonly string[];
  readonly shared: boolean;
  readonly created_at: Date;
  readonly cancelled_at: Date | null;
  readonly input: string | null;
  readonly document_sha256: string | null;
  /** How often it was begun again because a player is gone. */
  readonly generation: number;
}

/** A report with how its tasks stand. */
export interface ListedReport extends ReportRow {
  readonly tasks: readonly TaskPart[];
}

export interface NewReport {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: ReportKind;
  readonly league: string;
  readonly season: number;
  readonly seasonType: number;
  readonly players: readonly string[];
  readonly fingerprint: string;
}

const SELECT = `SELECT r.id, r.owner, r.kind, r.league, l.name AS league_name, l.rules, r.season, r.season_type, r.players,
  r.shared, r.created_at, r.cancelled_at, r.input, r.document_sha256, r.generation FROM report r JOIN league l ON l.id = r.league`;

@Injectable()
export class ReportStore {
  constructor(private readonly db: DataSource) {}

  async insert(tx: EntityManager, report: NewReport, tasks: readonly PlannedTask[]): Promise<void> {
    await tx.query(
      `INSERT INTO report (id, owner, kind, league, season, season_type, players, fingerprint)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        report.id,
        report.owner,
        report.kind,
        report.league,
        report.season,
        report.seasonType,
        report.players,
        report.fingerprint,
      ],
    );
    await tx.query(
      `INSERT INTO report_task (id, report, place, player, section, queue)
       SELECT gen_random_uuid(), $1, t.place, t.player, t.section, t.queue
       FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS t (place, player, section, queue)`,
      [
        report.id,
        tasks.map((_, place) => place),
        tasks.map(({ player }) => player),
        tasks.map(({ section }) => section),
        tasks.map(({ queue }) => queue),
      ],
    );
  }

  /** One at a time asks for the same; ends with the transaction. */
  async lockRequest(tx: EntityManager, fingerprint: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`report:${fingerprint}`]);
  }

  /** The same request of a moment ago, unless it came to nothing. */
  async identical(tx: EntityManager, fingerprint: string, seconds: number): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `SELECT id FROM report r WHERE fingerprint = $1 AND created_at > now() - make_interval(secs => $2)
         AND cancelled_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM report_task t WHERE t.report = r.id AND t.state = 'failed')
       ORDER BY created_at DESC LIMIT 1`,
      [fingerprint, seconds],
    );
    return row?.id ?? null;
  }

  /** Unfinished reports: of an owner, and the most about any one of the players. */
  async unfinished(
    tx: EntityManager,
    owner: string,
    players: readonly string[],
  ): Promise<{ own: number; about: number }> {
    const [row] = await tx.query<{ own: number; about: number }[]>(
      `SELECT (SELECT count(DISTINCT t.report) FROM report_task t JOIN report r ON r.id = t.report
               WHERE t.state IN ('queued', 'running') AND r.owner = $1) AS own,
              COALESCE((SELECT max(reports) FROM (
                SELECT count(DISTINCT t.report) AS reports FROM report_task t
                WHERE t.state IN ('queued', 'running') AND t.player = ANY($2) GROUP BY t.player) each), 0) AS about`,
      [owner, players],
    );
    return row ?? { own: 0, about: 0 };
  }

  async find(id: string, tx: EntityManager = this.db.manager): Promise<ReportRow | null> {
    const [row] = await tx.query<ReportRow[]>(`${SELECT} WHERE r.id = $1`, [id]);
    return row ?? null;
  }

  /** If the player may read it: the owner, and members of its league where it is shared. */
  async findFor(id: string, player: string): Promise<ReportRow | null> {
    const [row] = await this.db.query<ReportRow[]>(
      `${SELECT} WHERE r.id = $1 AND (r.owner = $2 OR (r.shared AND (r.league = '${EVERYONE}' OR EXISTS (
         SELECT 1 FROM league_member m WHERE m.league = r.league AND m.player = $2))))`,
      [id, player],
    );
    return row ?? null;
  }

  /**
   * False when the owner of a report that has not looked at its league yet does not belong to it any more. What it has looked
   * at stays the same to its end.
   */
  async mayBegin({ owner, league, input }: ReportRow): Promise<boolean> {
    if (owner === null || input !== null || league === EVERYONE) return true;
    const rows = await this.db.query<unknown[]>(
      'SELECT 1 FROM league_member WHERE league = $1 AND player = $2',
      [league, owner],
    );
    return rows.length > 0;
  }

  /** A player's own, latest first. */
  async ofOwner(owner: string, most: number): Promise<ListedReport[]> {
    return this.db.query<ListedReport[]>(
      `SELECT r.*, (SELECT json_agg(json_build_object('queue', t.queue, 'state', t.state))
                    FROM report_task t WHERE t.report = r.id) AS tasks
       FROM (${SELECT} WHERE r.owner = $1 ORDER BY r.created_at DESC LIMIT $2) r ORDER BY r.created_at DESC`,
      [owner, most],
    );
  }

  /** Players by id, as far as they exist. */
  async players(ids: readonly string[]): Promise<Map<string, ReportPlayer>> {
    const rows = await this.db.query<ReportPlayer[]>('SELECT id, name, team FROM "user" WHERE id = ANY($1)', [
      [...new Set(ids)],
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async goOn(tx: EntityManager, id: string): Promise<void> {
    await tx.query('UPDATE report SET cancelled_at = NULL WHERE id = $1', [id]);
  }

  async setShared(id: string, shared: boolean): Promise<void> {
    await this.db.query('UPDATE report SET shared = $2 WHERE id = $1', [id, shared]);
  }

  /** @returns false when the report was begun again meanwhile, or is gone */
  async setDocument(
    { id, generation }: Pick<ReportRow, 'id' | 'generation'>,
    sha256: string,
  ): Promise<boolean> {
    const [rows] = await this.db.query<[unknown[], number]>(
      'UPDATE report SET document_sha256 = $2 WHERE id = $1 AND generation = $3 RETURNING 1',
      [id, sha256, generation],
    );
    return rows.length > 0;
  }

  async remove(id: string): Promise<void> {
    await this.db.query('DELETE FROM report WHERE id = $1', [id]);
  }

  /**
   * True when something that the report has counted is different now: a score, also of a game that was under way, or a card of
   * its league that was corrected.
   */
  async isOutdated(id: string, tx: EntityManager = this.db.manager): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM report r JOIN report_input i ON i.sha256 = r.input
       WHERE r.id = $1 AND (
         EXISTS (
           SELECT 1 FROM jsonb_each_text(i.finals) AS f (game, score) LEFT JOIN game g ON g.id = f.game
           WHERE g.id IS NULL OR g.state NOT IN ('in', 'post')
             OR CASE g.state WHEN 'in' THEN 'in ' ELSE '' END || g.away_score || '-' || g.home_score <> f.score)
         OR EXISTS (
           SELECT 1 FROM card_correction c
           WHERE c.season = r.season AND c.season_type = r.season_type AND c.at > r.created_at
             AND (r.league = '${EVERYONE}' OR EXISTS (
               SELECT 1 FROM league_member m WHERE m.league = r.league AND m.player = c.player))))`,
      [id],
    );
    return rows.length > 0;
  }
}

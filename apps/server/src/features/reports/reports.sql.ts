import { EVERYONE, type RulesName } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { SeasonKey } from '../slate/week-key.js';
import type { ReportEntity } from './report.entity.js';
import type { TaskPart } from './report-task.js';

export type ReportKind = ReportEntity['kind'];

/** A row of `report`, with its league. */
export interface ReportRow {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: ReportKind;
  readonly league: string;
  readonly leagueName: string;
  readonly rules: RulesName;
  readonly season: number;
  readonly seasonType: number;
  readonly players: readonly string[];
  readonly shared: boolean;
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
  readonly input: string | null;
  readonly documentSha256: string | null;
  /** How often it was begun again because a player is gone. */
  readonly generation: number;
}

/** A report with how its tasks stand. */
export interface ListedReport extends ReportRow {
  readonly tasks: readonly TaskPart[];
}

const SELECT = `SELECT r.id, r.owner, r.kind, r.league, l.name AS "leagueName", l.rules, r.season, r.season_type AS "seasonType",
  r.players, r.shared, r.created_at AS "createdAt", r.cancelled_at AS "cancelledAt", r.input,
  r.document_sha256 AS "documentSha256", r.generation FROM report r JOIN league l ON l.id = r.league`;

/** SQL condition: the player is in the league of a report or subscription. @param league, player SQL expressions */
const isMember = (league: string, player: string): string =>
  `(${league} = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member m WHERE m.league = ${league} AND m.player = ${player}))`;

/** Reads a report. */
export async function reportById(manager: EntityManager, id: string): Promise<ReportRow | null> {
  const [row] = await manager.query<ReportRow[]>(`${SELECT} WHERE r.id = $1`, [id]);
  return row ?? null;
}

/** Reads a report if the player may: its owner, and members of its league where it is shared. */
export async function reportFor(
  manager: EntityManager,
  id: string,
  player: string,
): Promise<ReportRow | null> {
  const [row] = await manager.query<ReportRow[]>(
    `${SELECT} WHERE r.id = $1 AND (r.owner = $2 OR (r.shared AND ${isMember('r.league', '$2')}))`,
    [id, player],
  );
  return row ?? null;
}

/** A player's own reports with the states of their tasks, latest first. */
export function reportsOf(manager: EntityManager, owner: string, most: number): Promise<ListedReport[]> {
  return manager.query<ListedReport[]>(
    `SELECT r.*, (SELECT json_agg(json_build_object('queue', t.queue, 'state', t.state))
                  FROM report_task t WHERE t.report = r.id) AS tasks
     FROM (${SELECT} WHERE r.owner = $1 ORDER BY r.created_at DESC LIMIT $2) r ORDER BY r."createdAt" DESC`,
    [owner, most],
  );
}

/** Lets one request at a time ask for the same; ends with the transaction. */
export async function lockRequest(tx: EntityManager, fingerprint: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`report:${fingerprint}`]);
}

/** Inputs are kept under the shared lock, and lose a player under the exclusive one. Ends with the transaction. */
export async function lockInputs(tx: EntityManager, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`SELECT ${lock}(hashtextextended('report inputs', 0))`);
}

/** Id of the same request within the last `seconds`, unless it was cancelled or has failed. */
export async function identicalReport(
  tx: EntityManager,
  fingerprint: string,
  seconds: number,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }[]>(
    `SELECT id FROM report r WHERE fingerprint = $1 AND created_at > now() - make_interval(secs => $2)
       AND cancelled_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM report_task t WHERE t.report = r.id AND t.state = 'failed')
     ORDER BY created_at DESC LIMIT 1`,
    [fingerprint, seconds],
  );
  return row?.id ?? null;
}

/** Counts unfinished reports: those of an owner, and the most about any one of the players. */
export async function unfinishedReports(
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

/**
 * True when something that the report has counted is different now: a score, also of a game that was under way, or a card of
 * its league that was corrected.
 */
export async function isOutdated(manager: EntityManager, id: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM report r JOIN report_input i ON i.sha256 = r.input
     WHERE r.id = $1 AND (
       EXISTS (
         SELECT 1 FROM jsonb_each_text(i.finals) AS f (game, score) LEFT JOIN game g ON g.id = f.game
         WHERE g.id IS NULL OR g.state NOT IN ('in', 'post')
           OR CASE g.state WHEN 'in' THEN 'in ' ELSE '' END || g.away_score || '-' || g.home_score <> f.score)
       OR EXISTS (
         SELECT 1 FROM card_correction c
         WHERE c.season = r.season AND c.season_type = r.season_type AND c.at > r.created_at
           AND ${isMember('r.league', 'c.player')}))`,
    [id],
  );
  return rows.length > 0;
}

/** A player who gets a report of a league after each week. */
export interface Subscriber {
  readonly league: string;
  readonly player: string;
}

/** Subscribers who are in the league and have had no report of the week. @param number of the week, as `reportNumber` says */
export function subscribersDue(manager: EntityManager, number: number): Promise<Subscriber[]> {
  return manager.query<Subscriber[]>(
    `SELECT league, player FROM report_weekly w WHERE reported < $1 AND ${isMember('w.league', 'w.player')}`,
    [number],
  );
}

/** Ids of leagues in which at least two players have cards of the season, those with most first. */
export async function leaguesWithCards(
  manager: EntityManager,
  { season, seasonType }: SeasonKey,
  most: number,
): Promise<string[]> {
  const rows = await manager.query<{ league: string }[]>(
    `SELECT m.league FROM league_member m JOIN "user" u ON u.id = m.player JOIN card c ON c.n = u.n
     WHERE c.season = $1 AND c.season_type = $2 GROUP BY m.league HAVING count(DISTINCT m.player) > 1
     ORDER BY count(DISTINCT m.player) DESC LIMIT $3`,
    [season, seasonType, most],
  );
  return rows.map(({ league }) => league);
}

/** Those of these keys of objects in storage that no row refers to. */
export async function unknownObjects(manager: EntityManager, keys: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ key: string }[]>(
    `SELECT key FROM unnest($1::text[]) AS key
     WHERE NOT EXISTS (SELECT 1 FROM report_task t WHERE t.partial_key = key)
       AND NOT EXISTS (SELECT 1 FROM report r WHERE key = 'reports/' || r.id || '/document'
         || CASE r.generation WHEN 0 THEN '' ELSE '-' || r.generation END || '.json')
       AND NOT EXISTS (SELECT 1 FROM report_input i WHERE key = 'inputs/' || i.sha256 || '.json')
       AND NOT EXISTS (SELECT 1 FROM report_common c WHERE key = 'common/' || c.input || '/' || c.section || '.json')`,
    [keys],
  );
  return rows.map(({ key }) => key);
}

import { rulesNameSchema, seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** The largest number of players in one report. */
export const REPORT_PLAYERS = 8;

/**
 * `ready`: every fast task is done and the document can be opened. `complete`: every task is done. `failed`:
 * a task failed for good and none is running; the finished sections can be read.
 */
export const reportStateSchema = z.enum(['queued', 'running', 'ready', 'complete', 'failed', 'cancelled']);
export type ReportState = z.infer<typeof reportStateSchema>;

export const reportTaskStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type ReportTaskState = z.infer<typeof reportTaskStateSchema>;

export const reportQueueSchema = z.enum(['fast', 'slow']);
export type ReportQueue = z.infer<typeof reportQueueSchema>;

export const createReportSchema = z.strictObject({
  /** The order is kept; duplicates are ignored. */
  players: z
    .array(z.string().check(z.minLength(1), z.maxLength(64)))
    .check(z.minLength(1), z.maxLength(REPORT_PLAYERS)),
  /** Absent: the latest season with cards. A year alone means its regular season. */
  season: z.optional(z.int().check(z.gte(1920), z.lte(2200))),
  type: z.optional(seasonTypeSchema),
  /** The league to compare with; absent: the requester's smallest league that contains all players. */
  league: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});
export type CreateReport = z.infer<typeof createReportSchema>;

export const reportCreatedSchema = z.object({ id: z.string(), state: reportStateSchema });
export type ReportCreated = z.infer<typeof reportCreatedSchema>;

const countSchema = z.object({ done: z.int(), total: z.int() });

export const reportProgressSchema = z.extend(countSchema, { fast: countSchema, slow: countSchema });
export type ReportProgress = z.infer<typeof reportProgressSchema>;

export const reportTaskSchema = z.object({
  player: z.string(),
  /** The section. */
  name: z.string(),
  queue: reportQueueSchema,
  state: reportTaskStateSchema,
  attempts: z.int(),
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  error: z.optional(z.string()),
});
export type ReportTask = z.infer<typeof reportTaskSchema>;

export const reportPlayerSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
});
export type ReportPlayer = z.infer<typeof reportPlayerSchema>;

export const reportSummarySchema = z.object({
  id: z.string(),
  state: reportStateSchema,
  progress: reportProgressSchema,
  createdAt: z.string(),
  season: z.int(),
  league: z.object({ id: z.string(), name: z.string() }),
  players: z.array(reportPlayerSchema),
  /** `asked`: a player requested it; `weekly`: made each week for a league. */
  kind: z.enum(['asked', 'weekly']),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;
export const reportSummariesSchema = z.array(reportSummarySchema);

export const reportSchema = z.extend(reportSummarySchema, {
  tasks: z.array(reportTaskSchema),
  /** False for readers who have the report by a link. */
  own: z.boolean(),
  /** Members of the league may read it. */
  shared: z.boolean(),
  /**
   * Its data has changed since, by games in progress or corrected cards among others: it can be built again.
   */
  outdated: z.boolean(),
  /**
   * Estimated milliseconds until `ready` and until `complete`; null when unknown or when nothing is left to
   * do.
   */
  estimate: z.object({ fastMs: z.nullable(z.int()), slowMs: z.nullable(z.int()) }),
});
export type Report = z.infer<typeof reportSchema>;

export const shareReportSchema = z.strictObject({ shared: z.boolean() });
export type ShareReport = z.infer<typeof shareReportSchema>;

/** Whether a player wants a report of each week of a league. */
export const weeklyReportSchema = z.object({ on: z.boolean() });
export type WeeklyReport = z.infer<typeof weeklyReportSchema>;

export const reportUnitSchema = z.enum(['points', 'share', 'count', 'rank', 'score']);
export type ReportUnit = z.infer<typeof reportUnitSchema>;

export const reportMetricSchema = z.object({
  key: z.string(),
  label: z.string(),
  explanation: z.string(),
  value: z.nullable(z.number()),
  unit: reportUnitSchema,
  /** Standard error of an estimate. */
  error: z.nullable(z.number()),
  /** Percentage of the league that does worse; players at the same level count half. */
  percentile: z.nullable(z.number()),
  /** Percentage of the league at the same level; absent in older reports. */
  level: z.optional(z.nullable(z.number())),
  /** False: a higher value is neither better nor worse. */
  merit: z.optional(z.boolean()),
  sample: z.number(),
  /** The sample is too small to mean much. */
  small: z.boolean(),
});
export type ReportMetric = z.infer<typeof reportMetricSchema>;

export const reportChartSchema = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.enum(['line', 'places', 'bars', 'band']),
  labelName: z.string(),
  labels: z.array(z.string()),
  unit: reportUnitSchema,
  series: z.array(
    z.object({
      label: z.string(),
      role: z.enum(['own', 'league', 'low', 'high']),
      values: z.array(z.nullable(z.number())),
    }),
  ),
});
export type ReportChart = z.infer<typeof reportChartSchema>;

export const reportTableSchema = z.object({
  key: z.string(),
  title: z.string(),
  columns: z.array(z.object({ label: z.string(), unit: z.union([reportUnitSchema, z.literal('text')]) })),
  rows: z.array(z.array(z.nullable(z.union([z.string(), z.number()])))),
});
export type ReportTable = z.infer<typeof reportTableSchema>;

/** The result of a task. */
export const reportFindingsSchema = z.object({
  metrics: z.array(reportMetricSchema),
  charts: z.array(reportChartSchema),
  tables: z.array(reportTableSchema),
  notes: z.array(z.string()),
});
export type ReportFindings = z.infer<typeof reportFindingsSchema>;

/** One section of a report's document, the result of one task. */
export const reportSectionSchema = z.extend(reportFindingsSchema, {
  player: z.string(),
  name: z.string(),
  title: z.string(),
});
export type ReportSection = z.infer<typeof reportSectionSchema>;

export const reportDocumentSchema = z.object({
  report: z.string(),
  season: z.int(),
  league: z.object({ id: z.string(), name: z.string(), rules: rulesNameSchema }),
  players: z.array(reportPlayerSchema),
  createdAt: z.string(),
  /** Players in order, each with its sections in order. */
  sections: z.array(reportSectionSchema),
  /** Sections that are not finished or that failed. */
  missing: z.array(
    z.extend(z.pick(reportTaskSchema, { player: true, name: true, queue: true, state: true }), {
      title: z.string(),
    }),
  ),
});
export type ReportDocument = z.infer<typeof reportDocumentSchema>;

/** Event on `/live`, sent to every socket of the report's owner. */
export const reportEventSchema = z.object({
  id: z.string(),
  state: reportStateSchema,
  progress: reportProgressSchema,
});
export type ReportEvent = z.infer<typeof reportEventSchema>;

import { z } from 'zod';
import { rulesNameSchema, seasonTypeSchema } from './season.js';

/** Players that one report may compare. */
export const REPORT_PLAYERS = 8;

/**
 * `ready`: every fast task is done, the document can be opened. `complete`: every task is. `failed`: some task failed for
 * good, and nothing is under way any more; what is done can be read all the same.
 */
export const reportStateSchema = z.enum(['queued', 'running', 'ready', 'complete', 'failed', 'cancelled']);
export type ReportState = z.infer<typeof reportStateSchema>;

export const reportTaskStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type ReportTaskState = z.infer<typeof reportTaskStateSchema>;

export const reportQueueSchema = z.enum(['fast', 'slow']);
export type ReportQueue = z.infer<typeof reportQueueSchema>;

export const createReportSchema = z.strictObject({
  /** Their order is kept; a player named twice counts once. */
  players: z.array(z.string().min(1).max(64)).min(1).max(REPORT_PLAYERS),
  /** absent: the newest with cards; a year alone means its regular season */
  season: z.number().int().min(1920).max(2200).optional(),
  type: seasonTypeSchema.optional(),
  /** whom they are compared with; absent: the smallest of the asker's leagues that holds them all */
  league: z.string().min(1).max(64).optional(),
});
export type CreateReport = z.infer<typeof createReportSchema>;

export const reportCreatedSchema = z.object({ id: z.string(), state: reportStateSchema });
export type ReportCreated = z.infer<typeof reportCreatedSchema>;

const countSchema = z.object({ done: z.number().int(), total: z.number().int() });

export const reportProgressSchema = countSchema.extend({ fast: countSchema, slow: countSchema });
export type ReportProgress = z.infer<typeof reportProgressSchema>;

export const reportTaskSchema = z.object({
  player: z.string(),
  /** the section */
  name: z.string(),
  queue: reportQueueSchema,
  state: reportTaskStateSchema,
  attempts: z.number().int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: z.string().optional(),
});
export type ReportTask = z.infer<typeof reportTaskSchema>;

export const reportPlayerSchema = z.object({ id: z.string(), name: z.string(), team: z.string().nullable() });
export type ReportPlayer = z.infer<typeof reportPlayerSchema>;

export const reportSummarySchema = z.object({
  id: z.string(),
  state: reportStateSchema,
  progress: reportProgressSchema,
  createdAt: z.string(),
  season: z.number().int(),
  league: z.object({ id: z.string(), name: z.string() }),
  players: z.array(reportPlayerSchema),
  /** how it came about: asked for, or made every week for a league */
  kind: z.enum(['asked', 'weekly']),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

export const reportSchema = reportSummarySchema.extend({
  tasks: z.array(reportTaskSchema),
  /** false for who reads it by a link */
  own: z.boolean(),
  /** members of the league may read it */
  shared: z.boolean(),
  /** what it has counted is different now, games under way and corrected cards among it: it can be built anew */
  outdated: z.boolean(),
  /** estimated time until `ready` and until `complete`; null where nothing is known or nothing is to be done */
  estimate: z.object({ fastMs: z.number().int().nullable(), slowMs: z.number().int().nullable() }),
});
export type Report = z.infer<typeof reportSchema>;

export const shareReportSchema = z.strictObject({ shared: z.boolean() });
export type ShareReport = z.infer<typeof shareReportSchema>;

/** Whether a player wants a report of each week of a league. */
export const weeklyReportSchema = z.strictObject({ on: z.boolean() });
export type WeeklyReport = z.infer<typeof weeklyReportSchema>;

export const reportUnitSchema = z.enum(['points', 'share', 'count', 'rank', 'score']);
export type ReportUnit = z.infer<typeof reportUnitSchema>;

export const reportMetricSchema = z.object({
  key: z.string(),
  label: z.string(),
  explanation: z.string(),
  value: z.number().nullable(),
  unit: reportUnitSchema,
  /** standard error of an estimate */
  error: z.number().nullable(),
  /** how many in a hundred of the league do worse, those who are level by half */
  percentile: z.number().nullable(),
  /** how many in a hundred of the league are level; reports from before do not say */
  level: z.number().nullable().optional(),
  /** false: more of it is neither better nor worse */
  merit: z.boolean().optional(),
  sample: z.number(),
  /** the sample is too small to mean much */
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
      values: z.array(z.number().nullable()),
    }),
  ),
});
export type ReportChart = z.infer<typeof reportChartSchema>;

export const reportTableSchema = z.object({
  key: z.string(),
  title: z.string(),
  columns: z.array(z.object({ label: z.string(), unit: reportUnitSchema.or(z.literal('text')) })),
  rows: z.array(z.array(z.string().or(z.number()).nullable())),
});
export type ReportTable = z.infer<typeof reportTableSchema>;

/** What a task finds out. */
export const reportFindingsSchema = z.object({
  metrics: z.array(reportMetricSchema),
  charts: z.array(reportChartSchema),
  tables: z.array(reportTableSchema),
  notes: z.array(z.string()),
});
export type ReportFindings = z.infer<typeof reportFindingsSchema>;

/** The partial document of one task. */
export const reportSectionSchema = reportFindingsSchema.extend({
  player: z.string(),
  name: z.string(),
  title: z.string(),
});
export type ReportSection = z.infer<typeof reportSectionSchema>;

export const reportDocumentSchema = z.object({
  report: z.string(),
  season: z.number().int(),
  league: z.object({ id: z.string(), name: z.string(), rules: rulesNameSchema }),
  players: z.array(reportPlayerSchema),
  createdAt: z.string(),
  /** players in order, each with its sections in order */
  sections: z.array(reportSectionSchema),
  /** what is not there yet, or failed */
  missing: z.array(
    reportTaskSchema
      .pick({ player: true, name: true, queue: true, state: true })
      .extend({ title: z.string() }),
  ),
});
export type ReportDocument = z.infer<typeof reportDocumentSchema>;

/** On `/live`, to every socket of the owner. */
export const reportEventSchema = z.object({
  id: z.string(),
  state: reportStateSchema,
  progress: reportProgressSchema,
});
export type ReportEvent = z.infer<typeof reportEventSchema>;

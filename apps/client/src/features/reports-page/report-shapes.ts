import type {
  Report,
  ReportChart,
  ReportCreated,
  ReportDocument,
  ReportEvent,
  ReportMetric,
  ReportPlayer,
  ReportProgress,
  ReportSection,
  ReportSummary,
  ReportTable,
  ReportTask,
} from '@sunday-live/contract';
import {
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  ShapeError,
  text,
  whole,
} from '../../http/shape.js';

const number: Shape<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(path, 'a number');
};
const cell: Shape<string | number | null> = (value, path) => {
  if (value !== null && typeof value !== 'string' && typeof value !== 'number')
    throw new ShapeError(path, 'a text or a number');
};

const state = oneOf('queued', 'running', 'ready', 'complete', 'failed', 'cancelled');
const taskState = oneOf('queued', 'running', 'done', 'failed', 'cancelled');
const queue = oneOf('fast', 'slow');
const unit = oneOf('points', 'share', 'count', 'rank', 'score');
const count = object<ReportProgress['fast']>({ done: whole, total: whole });
const progress = object<ReportProgress>({ done: whole, total: whole, fast: count, slow: count });
const player = object<ReportPlayer>({ id: text, name: text, team: nullable(text) });

export const reportCreated: Shape<ReportCreated> = object<ReportCreated>({ id: text, state });

export const reportEvent: Shape<ReportEvent> = object<ReportEvent>({ id: text, state, progress });

const summaryFields = {
  id: text,
  state,
  progress,
  createdAt: text,
  season: whole,
  league: object<ReportSummary['league']>({ id: text, name: text }),
  players: list(player),
  kind: oneOf('asked', 'weekly'),
};

export const reports: Shape<ReportSummary[]> = list(object<ReportSummary>(summaryFields));

export const report: Shape<Report> = object<Report>({
  ...summaryFields,
  tasks: list(
    object<ReportTask>({
      player: text,
      name: text,
      queue,
      state: taskState,
      attempts: whole,
      startedAt: nullable(text),
      finishedAt: nullable(text),
      error: optional(text),
    }),
  ),
  own: flag,
  shared: flag,
  outdated: flag,
  estimate: object<Report['estimate']>({ fastMs: nullable(whole), slowMs: nullable(whole) }),
});

const metric = object<ReportMetric>({
  key: text,
  label: text,
  explanation: text,
  value: nullable(number),
  unit,
  error: nullable(number),
  percentile: nullable(number),
  level: optional(nullable(number)),
  merit: optional(flag),
  sample: number,
  small: flag,
});

const chart = object<ReportChart>({
  key: text,
  title: text,
  kind: oneOf('line', 'places', 'bars', 'band'),
  labelName: text,
  labels: list(text),
  unit,
  series: list(
    object<ReportChart['series'][number]>({
      label: text,
      role: oneOf('own', 'league', 'low', 'high'),
      values: list(nullable(number)),
    }),
  ),
});

const table = object<ReportTable>({
  key: text,
  title: text,
  columns: list(
    object<ReportTable['columns'][number]>({
      label: text,
      unit: oneOf('points', 'share', 'count', 'rank', 'score', 'text'),
    }),
  ),
  rows: list(list(cell)),
});

export const reportDocument: Shape<ReportDocument> = object<ReportDocument>({
  report: text,
  season: whole,
  league: object<ReportDocument['league']>({
    id: text,
    name: text,
    rules: oneOf('classic', 'joker-week', 'straight'),
  }),
  players: list(player),
  createdAt: text,
  sections: list(
    object<ReportSection>({
      player: text,
      name: text,
      title: text,
      metrics: list(metric),
      charts: list(chart),
      tables: list(table),
      notes: list(text),
    }),
  ),
  missing: list(
    object<ReportDocument['missing'][number]>({
      player: text,
      name: text,
      title: text,
      queue,
      state: taskState,
    }),
  ),
});

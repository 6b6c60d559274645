import {
  type Report,
  type ReportDocument,
  reportDocumentSchema,
  reportEventSchema,
  reportSchema,
} from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { checked, type Shape } from '../../http/shape.js';
import * as shapes from './report-shapes.js';

const progress = { done: 1, total: 2, fast: { done: 1, total: 1 }, slow: { done: 0, total: 1 } };
const player = { id: 'ann', name: 'Ann', team: null };

const report: Report = {
  ...{ id: 'r', state: 'ready', progress, createdAt: '2026-11-25T20:00:00.000Z', season: 2026 },
  league: { id: 'l', name: 'Kitchen Table' },
  players: [player],
  kind: 'asked',
  tasks: [
    {
      ...{ player: 'ann', name: 'luck', queue: 'slow', state: 'failed', attempts: 5 },
      ...{ startedAt: null, finishedAt: null, error: 'It took too long.' },
    },
  ],
  ...{ own: true, shared: false, outdated: false, estimate: { fastMs: null, slowMs: 1200 } },
};

const document: ReportDocument = {
  ...{ report: 'r', season: 2026, createdAt: '2026-11-25T20:00:00.000Z', players: [player] },
  league: { id: 'l', name: 'Kitchen Table', rules: 'classic' },
  sections: [
    {
      ...{ player: 'ann', name: 'totals', title: 'Season and all time', notes: ['A note.'] },
      metrics: [
        {
          ...{ key: 'hit-rate', label: 'Hit rate', explanation: 'Right picks of all.', unit: 'share' },
          ...{ value: 0.5, error: null, percentile: 62.5, level: 25, merit: false, sample: 12, small: true },
        },
      ],
      charts: [
        {
          ...{
            key: 'places',
            title: 'Places',
            kind: 'places',
            labelName: 'Week',
            labels: ['1'],
            unit: 'rank',
          },
          series: [{ label: 'Ann', role: 'own', values: [null] }],
        },
      ],
      tables: [
        {
          key: 'weeks',
          title: 'Weeks',
          columns: [{ label: 'Week', unit: 'text' }],
          rows: [['1'], [3], [null]],
        },
      ],
    },
  ],
  missing: [{ player: 'ann', name: 'luck', title: 'Luck', queue: 'slow', state: 'queued' }],
};

/** The value with one of its parts spoilt, for each part there is. */
function* spoilt(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const bad of spoilt(item)) yield value.with(i, bad);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const bad of spoilt(item)) yield { ...value, [key]: bad };
      yield { ...value, [key]: Symbol('nothing that travels') };
    }
  }
}

const accepts = (shape: Shape<unknown>, value: unknown): boolean => {
  try {
    checked(shape, value);
    return true;
  } catch {
    return false;
  }
};

describe('what the page knows of reports', () => {
  it.each([
    ['a report', shapes.report as Shape<unknown>, reportSchema, report],
    ['a document', shapes.reportDocument as Shape<unknown>, reportDocumentSchema, document],
    ['news', shapes.reportEvent as Shape<unknown>, reportEventSchema, { id: 'r', state: 'ready', progress }],
  ] as const)('is what the contract says of %s', (_what, shape, schema, value) => {
    expect(accepts(shape, value)).toBe(true);
    expect(schema.safeParse(value).success).toBe(true);
    const faults = [...spoilt(value)];
    expect(faults.length).toBeGreaterThan(5);
    for (const bad of faults) {
      expect(accepts(shape, bad)).toBe(false);
      expect(schema.safeParse(bad).success).toBe(false);
    }
  });
});

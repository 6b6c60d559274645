import { markdownTable } from '@sunday-live/testing';
import { type Figure, meetsTarget, ratioOf, type Target } from './figure.js';

const HEADINGS = ['what', 'ours', 'baseline', 'ratio', 'target', ''];

/** All figures as one Markdown table, aligned so that it reads well in a terminal too. */
export function renderTable(figures: readonly Figure[]): string {
  const notes = figures.flatMap(({ what, note }) => (note === undefined ? [] : [`- ${what}: ${note}`]));
  const table = markdownTable(HEADINGS, figures.map(rowOf));
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
}

function rowOf(figure: Figure): string[] {
  const { what, unit, ours, baseline, target } = figure;
  const ratio = ratioOf(figure);
  const met = meetsTarget(figure);
  return [
    what,
    `${readable(ours)} ${unit}`,
    baseline === null ? '–' : `${readable(baseline.value)} ${unit} (${baseline.name})`,
    ratio === null ? '–' : `${readable(ratio)} ×`,
    target === null ? '–' : describeTarget(target, unit),
    met === null ? '' : met ? 'ok' : 'missed',
  ];
}

function describeTarget({ of, at, limit }: Target, unit: string): string {
  const sign = at === 'most' ? '≤' : '≥';
  return of === 'value' ? `${sign} ${readable(limit)} ${unit}` : `${sign} ${readable(limit)} × baseline`;
}

/** Three significant digits, thousands grouped. */
export function readable(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return value.toLocaleString(
    'en-US',
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

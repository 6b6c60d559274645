import {
  plain,
  type Report,
  type ReportMetric,
  type ReportState,
  type ReportUnit,
} from '@sunday-live/contract';

/** A value as its unit is written. */
export function amount(value: number | null, unit: ReportUnit): string {
  if (value === null) return '–';
  if (unit === 'share') return `${plain(value * 100)}\u00a0%`;
  return plain(value);
}

/** The standard error of an estimate; nothing where there is none. */
export function margin({ error, unit }: Pick<ReportMetric, 'error' | 'unit'>): string {
  return error === null ? '' : `± ${amount(error, unit)}`;
}

/** Where a value stands in the league. */
export function standing(percentile: number | null): string {
  if (percentile === null) return '';
  if (percentile >= 99.5) return 'best of the league';
  if (percentile <= 0.5) return 'last of the league';
  return `better than ${Math.round(percentile)}\u00a0%`;
}

const STATES: Readonly<Record<ReportState, string>> = {
  queued: 'Waiting',
  running: 'Being made',
  ready: 'Ready, filling in',
  complete: 'Complete',
  failed: 'Partly failed',
  cancelled: 'Cancelled',
};

export function stateWords(state: ReportState): string {
  return STATES[state];
}

/** How long it will take, roughly. */
export function estimateWords({ estimate, state }: Pick<Report, 'estimate' | 'state'>): string {
  const ms = state === 'ready' ? estimate.slowMs : (estimate.fastMs ?? estimate.slowMs);
  if (ms === null) return '';
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `about ${seconds} s`;
  return `about ${Math.round(seconds / 60)} min`;
}

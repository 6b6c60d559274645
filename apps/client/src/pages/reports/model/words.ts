import {
  plain,
  type Report,
  type ReportMetric,
  type ReportState,
  type ReportUnit,
} from '@sunday-live/contract';

/** Formats a value by its unit. */
export function amount(value: number | null, unit: ReportUnit): string {
  if (value === null) return '–';
  if (unit === 'share') {
    // possible values are not rounded to 0 or 100 %
    if (value > 0 && value < 0.0005) return '< 0.1\u00a0%';
    if (value < 1 && value > 0.9995) return '> 99.9\u00a0%';
    return `${plain(value * 100)}\u00a0%`;
  }
  return plain(value);
}

/** Formats the standard error of an estimate; empty without one. */
export function margin({ error, unit }: Pick<ReportMetric, 'error' | 'unit'>): string {
  return error === null ? '' : `± ${amount(error, unit)}`;
}

/** Describes the place of a value in the league; correct with ties too. */
export function standing({ percentile, level = 0, merit = true }: Standing): string {
  if (percentile === null) return '';
  const equal = level ?? 0;
  const [behind, ahead] = [percentile - equal / 2, 100 - percentile - equal / 2];
  const words = merit ? MERIT : AMOUNT;
  if (behind < NONE && ahead < NONE) return 'level with everybody';
  if (ahead < NONE) return equal < NONE ? words.first : `${words.first}, level with ${hundredths(equal)}`;
  if (behind < NONE)
    return equal < NONE ? words.last : `level with ${hundredths(equal)}, ${words.behind} the others`;
  return `${words.ahead} ${hundredths(behind)}${equal < NONE ? '' : `, level with ${hundredths(equal)}`}`;
}

type Standing = Pick<ReportMetric, 'percentile' | 'level' | 'merit'>;

const NONE = 1e-6;
const MERIT = {
  first: 'best of the league',
  last: 'last of the league',
  ahead: 'better than',
  behind: 'behind',
};
const AMOUNT = {
  first: 'most of the league',
  last: 'least of the league',
  ahead: 'more than',
  behind: 'less than',
};

/** Rounds a percentage, but never to 0 or 100. */
function hundredths(share: number): string {
  return share < 1 ? '< 1\u00a0%' : `${Math.min(99, Math.round(share))}\u00a0%`;
}

const STATES: Readonly<Record<ReportState, string>> = {
  queued: 'Waiting',
  running: 'In progress',
  ready: 'Ready, filling in',
  complete: 'Complete',
  failed: 'Partly failed',
  cancelled: 'Cancelled',
};

export function stateWords(state: ReportState): string {
  return STATES[state];
}

/** Formats the estimated time. */
export function estimateWords({ estimate, state }: Pick<Report, 'estimate' | 'state'>): string {
  const ms = state === 'ready' ? estimate.slowMs : (estimate.fastMs ?? estimate.slowMs);
  if (ms === null) return '';
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `about ${seconds} s`;
  return `about ${Math.round(seconds / 60)} min`;
}

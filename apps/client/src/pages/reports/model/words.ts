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
  if (unit === 'share') {
    // what is possible is not called impossible, nor certain
    if (value > 0 && value < 0.0005) return '< 0.1\u00a0%';
    if (value < 1 && value > 0.9995) return '> 99.9\u00a0%';
    return `${plain(value * 100)}\u00a0%`;
  }
  return plain(value);
}

/** The standard error of an estimate; nothing where there is none. */
export function margin({ error, unit }: Pick<ReportMetric, 'error' | 'unit'>): string {
  return error === null ? '' : `± ${amount(error, unit)}`;
}

/** Where a value stands in the league, in words that hold with ties too. */
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

/** Some are never none, and nearly everybody is not everybody. */
function hundredths(share: number): string {
  return share < 1 ? '< 1\u00a0%' : `${Math.min(99, Math.round(share))}\u00a0%`;
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

/** How often chances to win the week in this range came true. */
export interface Reliability {
  readonly from: number;
  readonly to: number;
  readonly predictions: number;
  /** The average chance, and the share that won; a shared first place counts in part. */
  readonly said: number;
  readonly happened: number;
}

/**
 * Measured on two real seasons with generated leagues of 20 players, before each week's first game and after
 * half and three quarters of its games. A test measures again and compares with this table.
 */
export const CHANCE_RELIABILITY: readonly Reliability[] = [
  { from: 0, to: 0.02, predictions: 1140, said: 0.003, happened: 0.003 },
  { from: 0.02, to: 0.05, predictions: 202, said: 0.033, happened: 0.064 },
  { from: 0.05, to: 0.1, predictions: 140, said: 0.072, happened: 0.093 },
  { from: 0.1, to: 0.2, predictions: 108, said: 0.141, happened: 0.093 },
  { from: 0.2, to: 0.4, predictions: 85, said: 0.288, happened: 0.235 },
  { from: 0.4, to: 0.7, predictions: 29, said: 0.519, happened: 0.483 },
  { from: 0.7, to: 1, predictions: 18, said: 0.875, happened: 0.944 },
];

/** Where a game stands. */
export type Phase = 'pre' | 'playing' | 'end-period' | 'halftime' | 'final' | 'cancelled';

/** The phase of a game. */
export type Phase = 'pre' | 'playing' | 'end-period' | 'halftime' | 'final' | 'cancelled';

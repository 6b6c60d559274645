import type { Scope } from '@sunday-live/contract';

/** The standings to show, in the order of the switch. */
export const SCOPES: readonly Scope[] = ['day', 'week', 'season'];

import type { Scope } from '@sunday-live/contract';

/** The standings that can be shown, in the order of the switch. */
export const SCOPES: readonly Scope[] = ['day', 'week', 'season'];

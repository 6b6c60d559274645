import type { Scope } from '@sunday-live/contract';
import type { LiveState } from '../../../../live/apply-frame.js';

/**
 * Returns whether a player's rank or points differ between two states of one history. @param me the player's
 * number
 */
export function ownMoved(told: LiveState, now: LiveState, scope: Scope, me: number | null): boolean {
  if (me === null || told.epoch !== now.epoch || told.slate.week !== now.slate.week) return false;
  const [before, after] = [told.scopes[scope].get(me), now.scopes[scope].get(me)];
  return before !== undefined && (before[1] !== after?.[1] || before[2] !== after[2]);
}

import type { LeagueSummary, Scope } from '@sunday-live/contract';
import { useDeferredValue, useMemo } from 'react';
import type { LiveState } from '../../../live/apply-frame.js';
import { type Field, type FieldInput, fieldOf } from './model/field.js';

/** What the sheet is worked out from; it follows the live table, a moment behind it. */
export interface OutlookSource {
  readonly league: LeagueSummary;
  readonly state: LiveState;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  readonly cards: FieldInput['cards'];
  readonly bases: FieldInput['bases'];
}

/** The league as the scoring library's engine, of the moment. */
export function useField(source: OutlookSource): { field: Field; input: FieldInput } {
  const { league, scope, day, cards, bases } = source;
  const state = useDeferredValue(source.state);
  return useMemo(() => {
    const input: FieldInput = { state, scope, day, cards, bases, rules: league.rules };
    return { input, field: fieldOf(input) };
  }, [state, scope, day, cards, bases, league.rules]);
}

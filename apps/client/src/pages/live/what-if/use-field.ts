import type { LeagueSummary, Scope } from '@sunday-live/contract';
import { useDeferredValue, useMemo } from 'react';
import type { LiveState } from '../../../live/apply-frame.js';
import { type Field, type FieldInput, fieldOf } from './model/field.js';

/** The input of the sheet; it follows the live standings with a short delay. */
export interface WhatIfSource {
  readonly league: LeagueSummary;
  readonly state: LiveState;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  readonly cards: FieldInput['cards'];
  readonly bases: FieldInput['bases'];
}

/** Returns the league in the scoring engine, at the current state. */
export function useField(source: WhatIfSource): { field: Field; input: FieldInput } {
  const { league, scope, day, cards, bases } = source;
  const state = useDeferredValue(source.state);
  return useMemo(() => {
    const input: FieldInput = { state, scope, day, cards, bases, rules: league.rules };
    return { input, field: fieldOf(input) };
  }, [state, scope, day, cards, bases, league.rules]);
}

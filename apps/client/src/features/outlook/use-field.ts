import type { LeagueSummary, Scope } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { Picks } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import { standingsQuery } from '../leaderboard-page/standings-query.js';
import { type Field, type FieldInput, fieldOf } from './model/field.js';
import { seasonRightOf } from './model/season-right.js';

/** What the sheet is worked out from; it follows the live table, a moment behind it. */
export interface OutlookSource {
  readonly league: LeagueSummary;
  readonly state: LiveState;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  readonly cards: ReadonlyMap<string, Picks>;
}

/** The league as the scoring library's engine, of the moment. */
export function useField(source: OutlookSource): { field: Field; input: FieldInput } {
  const { league, scope, day, cards } = source;
  const state = useDeferredValue(source.state);
  const ofSeason = useQuery({
    ...standingsQuery(league.id, { scope: 'season' }),
    enabled: scope === 'season',
  });
  const known = useRef<FieldInput['seasonRight']>(null);
  return useMemo(() => {
    if (ofSeason.data && scope === 'season')
      known.current = seasonRightOf(ofSeason.data.rows, state, cards, league.rules) ?? known.current;
    const input: FieldInput = { state, scope, day, cards, rules: league.rules, seasonRight: known.current };
    return { input, field: fieldOf(input) };
  }, [state, scope, day, cards, league.rules, ofSeason.data]);
}

import type { LeagueSummary } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { shownHistory } from '../../game/moments.js';
import { everyStandingQuery } from '../../game/standings-query.js';
import { isOlder, useAnswerFrom } from '../../http/answer-from.js';
import { datedHistoryQuery, everyCardQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { type WeekReplay, weekReplay } from './model/week-replay.js';

export type ReplayState =
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly replay: WeekReplay };

/** Reads a week of a league, as far as the TV delay allows, and builds its replay. */
export function useWeekReplay(league: LeagueSummary, week: WeekKey, me: string): ReplayState {
  const [delay] = useTvDelay();
  // all of it is read once for each visit, because a replay must not change while it is used
  const history = useQuery(datedHistoryQuery(league.id, week));
  // the log may contain a lock that older cards and older standings lack
  const position = history.data?.body ?? null;
  const cards = useAnswerFrom(everyCardQuery(league.id, week), position);
  const table = useAnswerFrom(everyStandingQuery(league.id, { scope: 'week', of: week }), position);
  const replay = useMemo(
    () =>
      history.data && cards.data && table.data && !isOlder(cards.data, history.data.body)
        ? weekReplay(
            {
              history: shownHistory(history.data.body, delay, history.data.at),
              rows: table.data.rows,
              cards: cards.data.cards,
              rules: league.rules,
            },
            me,
          )
        : null,
    [history.data, cards.data, table.data, league.rules, me, delay],
  );
  if (replay) return { state: 'here', replay };
  if (history.isLoadingError || cards.isLoadingError || table.isLoadingError) {
    const again = () => void Promise.all([history.refetch(), cards.refetch(), table.refetch()]);
    return { state: 'failed', again };
  }
  return { state: 'pending' };
}

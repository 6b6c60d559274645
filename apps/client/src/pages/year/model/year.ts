import type { LeagueRecord, LeagueStatistics, Season, StatisticsRow } from '@sunday-live/contract';

/** Whether a season has ended: a past one, or the current one when every week of it is over. */
export function isOver(
  current: Pick<Season, 'season' | 'phase' | 'weeks'>,
  { season, weeks }: Pick<LeagueStatistics, 'season' | 'weeks'>,
): boolean {
  if (weeks.length === 0) return false;
  if (season !== current.season) return season < current.season;
  // the play-offs and what follows come after the season; its weeks are no longer listed then
  if (current.phase === 'post' || current.phase === 'off') return weeks.every(({ over }) => over);
  return current.phase === 'regular' && current.weeks.every(({ state }) => state === 'done');
}

/** Who stands on the podium: the first three places, shared ones with everybody on them. */
export function podium(rows: readonly StatisticsRow[]): StatisticsRow[] {
  return rows.filter(({ rank }) => rank <= 3);
}

/** The records that were set or equalled in a season, with those who did. */
export function recordsOf(records: readonly LeagueRecord[], season: number): LeagueRecord[] {
  return records.flatMap((record) => {
    const holders = record.holders.filter((holder) => holder.season === season);
    return holders.length === 0 ? [] : [{ ...record, holders, times: holders.length }];
  });
}

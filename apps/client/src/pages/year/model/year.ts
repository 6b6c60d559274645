import type { LeagueRecord, LeagueStatistics, Season, StatisticsRow } from '@sunday-live/contract';

/** Returns whether a season has ended: a past one, or the current one when every week of it is over. */
export function isOver(
  current: Pick<Season, 'season' | 'phase' | 'weeks'>,
  { season, weeks }: Pick<LeagueStatistics, 'season' | 'weeks'>,
): boolean {
  if (weeks.length === 0) return false;
  if (season !== current.season) return season < current.season;
  // in the playoffs and after them the calendar no longer lists the season's weeks
  if (current.phase === 'post' || current.phase === 'off') return weeks.every(({ over }) => over);
  return current.phase === 'regular' && current.weeks.every(({ state }) => state === 'done');
}

/** Returns the rows of the first three places, with all who share one. */
export function podium(rows: readonly StatisticsRow[]): StatisticsRow[] {
  return rows.filter(({ rank }) => rank <= 3);
}

/** Returns the records that were set or equalled in a season, with their holders of that season. */
export function recordsOf(records: readonly LeagueRecord[], season: number): LeagueRecord[] {
  return records.flatMap((record) => {
    const holders = record.holders.filter((holder) => holder.season === season);
    return holders.length === 0 ? [] : [{ ...record, holders, times: holders.length }];
  });
}

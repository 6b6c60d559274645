import {
  type LeagueRecord,
  type LeagueStatistics,
  place,
  type Season,
  type StatisticsRow,
} from '@sunday-live/contract';
import { Link } from 'wouter';
import { figure } from '../../game/standings.js';
import { Badge } from '../../ui/badge.js';
import styles from './year-page.module.css';

interface PodiumProps {
  readonly steps: readonly StatisticsRow[];
  readonly league: string;
  /** The own player's id. */
  readonly me: string;
  readonly over: boolean;
}

/** The largest number of names; more only occur while nearly all are level. */
const SHOWN = 12;

/** The first three places. */
export function Podium({ steps, league, me, over }: PodiumProps) {
  return (
    <ol className={styles.podium}>
      {steps.slice(0, SHOWN).map(({ id, name, team, rank, shared, points }) => (
        <li
          key={id}
          data-rank={rank}
          data-own={id === me || undefined}
          data-champion={(over && rank === 1) || undefined}
        >
          <span className={styles.rank}>{place(rank, shared)}</span>
          <Badge team={team} size="large" />
          <Link
            className="whole-name"
            href={`/players/${encodeURIComponent(id)}?league=${encodeURIComponent(league)}`}
          >
            {name}
          </Link>
          <b>{figure(points)}</b>
        </li>
      ))}
    </ol>
  );
}

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

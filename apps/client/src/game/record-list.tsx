import { counted, type LeagueRecord, plain, type RecordHolder, type RecordKind } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { Badge } from '../ui/badge.js';
import styles from './record-list.module.css';

/** The name of each record. */
export const RECORD_NAMES: Readonly<Record<RecordKind, string>> = {
  'best-week': 'Best week',
  'worst-week': 'Worst week',
  'most-right': 'Most right picks in a week',
  'best-season': 'Best season',
  'best-banker': 'Best banker',
  'worst-banker': 'Worst banker',
  'longest-run': 'Longest run of right picks',
  'longest-lead': 'Longest at the top',
  'biggest-climb': 'Biggest climb in a week',
};

const UNITS: Readonly<Record<RecordKind, readonly [one: string, more: string]>> = {
  'best-week': ['point', 'points'],
  'worst-week': ['point', 'points'],
  'most-right': ['right', 'right'],
  'best-season': ['point', 'points'],
  'best-banker': ['point', 'points'],
  'worst-banker': ['point', 'points'],
  'longest-run': ['in a row', 'in a row'],
  'longest-lead': ['week', 'weeks'],
  'biggest-climb': ['place', 'places'],
};

/** Formats the value of a record: `240 points`, `−84 points`, `1 week`. */
export function recordValue({ kind, value }: Pick<LeagueRecord, 'kind' | 'value'>): string {
  const [one, more] = UNITS[kind];
  return counted(value, one, more);
}

/** Formats how often a record was reached beyond the named holders: `once more`, `3 times more`. */
export function moreTimes(times: number): string {
  return times === 1 ? 'once more' : `${plain(times)} times more`;
}

/** Formats the time of a record: `week 7, 2024`, or `2024` for a whole season. */
export function recordTime({ season, week }: Pick<RecordHolder, 'season' | 'week'>): string {
  return week === null ? String(season) : `${weekPhrase('regular', week)}, ${season}`;
}

interface RecordListProps {
  readonly league: string;
  readonly records: readonly LeagueRecord[];
  /** The own player's id. */
  readonly me: string;
}

/** Lists records with their holders, each with a link to the player's statistics. */
export function RecordList({ league, records, me }: RecordListProps) {
  return (
    <ul className={styles.records}>
      {records.map((record) => (
        <li key={record.kind} data-record={record.kind}>
          <h3>{RECORD_NAMES[record.kind]}</h3>
          <p className={styles.value}>{recordValue(record)}</p>
          <ul className={styles.holders}>
            {record.holders.map((holder) => (
              <li
                key={`${holder.id}/${holder.season}/${holder.week}`}
                data-own={holder.id === me || undefined}
              >
                <Badge team={holder.team} />
                <Link href={`/players/${encodeURIComponent(holder.id)}?league=${encodeURIComponent(league)}`}>
                  {holder.name}
                </Link>
                <span className="hint">{recordTime(holder)}</span>
              </li>
            ))}
          </ul>
          {record.times > record.holders.length && (
            <p className="hint">and {moreTimes(record.times - record.holders.length)}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

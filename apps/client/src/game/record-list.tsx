import type { LeagueRecord } from '@sunday-live/contract';
import { Link } from 'wouter';
import { Badge } from '../ui/badge.js';
import styles from './record-list.module.css';
import { moreTimes, RECORD_NAMES, recordTime, recordValue } from './record-words.js';

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

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { seasonQuery } from '../../http/queries.js';
import styles from './admin-page.module.css';

/** The week that is looked at: the one that takes picks, else the last with results, until another is chosen. */
export function useWeek(): readonly [week: number | null, choose: (week: number) => void] {
  const { data } = useQuery(seasonQuery);
  const [chosen, choose] = useState<number | null>(null);
  const usual = data?.pickWeek ?? data?.resultsWeek ?? data?.weeks[0]?.week ?? null;
  return [chosen ?? usual, choose];
}

interface WeekSelectProps {
  readonly week: number | null;
  readonly onChange: (week: number) => void;
}

export function WeekSelect({ week, onChange }: WeekSelectProps) {
  const id = useId();
  const { data } = useQuery(seasonQuery);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Week</label>
      <select id={id} value={week ?? ''} onChange={(event) => onChange(Number(event.target.value))}>
        {data?.weeks.map((entry) => (
          <option key={entry.week} value={entry.week}>
            Week {entry.week}
          </option>
        ))}
      </select>
    </div>
  );
}

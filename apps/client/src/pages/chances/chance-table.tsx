import { Badge } from '../../ui/badge.js';
import styles from './chances-page.module.css';
import { chanceWords } from './model/chance-question.js';
import type { ShownChances } from './use-chances.js';

interface ChanceTableProps {
  readonly chances: ShownChances;
  readonly me: string;
  /** No game of the week is open any more. */
  readonly decided: boolean;
}

/** All players' chances, the best first. */
export function ChanceTable({ chances: { players, day, week }, me, decided }: ChanceTableProps) {
  const lines = players
    .map((player, i) => ({ ...player, day: day[i] ?? 0, week: week[i] ?? 0 }))
    .sort((a, b) => b.week - a.week || b.day - a.day || a.name.localeCompare(b.name));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Player</th>
          <th scope="col">Wins the day</th>
          <th scope="col">Wins the week</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} data-own={line.id === me || undefined}>
            <th scope="row">
              <span className={styles.who}>
                <Badge team={line.team} />
                <span className="whole-name">{line.name}</span>
                {line.id === me && <b className="you">You</b>}
              </span>
            </th>
            <td>{chanceWords(line.day, decided)}</td>
            <td>
              <b>{chanceWords(line.week, decided)}</b>
              <span className={styles.bar} aria-hidden="true">
                <i style={{ width: `${line.week * 100}%` }} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

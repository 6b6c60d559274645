import { ordinal, plain, signed } from '@sunday-live/contract';
import { type NextScoreKind, nextScores } from '@sunday-live/scoring';
import { useMemo, useState } from 'react';
import { Movement } from '../../../game/marks.js';
import { teamName } from '../../../game/words.js';
import type { TableRow } from '../../../live/table-rows.js';
import { Badge } from '../../../ui/badge.js';
import type { Field } from './model/field.js';
import styles from './outlook.module.css';

const KINDS: readonly { value: NextScoreKind; label: string }[] = [
  { value: 'touchdown', label: 'Touchdown with extra point, 7' },
  { value: 'touchdown-alone', label: 'Touchdown alone, 6' },
  { value: 'touchdown-two-point', label: 'Touchdown with two points, 8' },
  { value: 'field-goal', label: 'Field goal, 3' },
  { value: 'safety', label: 'Safety, 2' },
  { value: 'extra-point', label: 'Extra point, 1' },
];

interface NextViewProps {
  readonly field: Field;
  readonly rows: readonly TableRow[];
  readonly own: TableRow | null;
}

/** The effect of each team's next score on the viewer or a rival. */
export function NextView({ field, rows, own }: NextViewProps) {
  const [kind, setKind] = useState<NextScoreKind>('touchdown');
  const people = rows.filter((row) => row.own || row.pinned);
  const [chosen, setChosen] = useState<number | null>(null);
  const who = people.find((row) => row.n === chosen) ?? own ?? people[0];
  const found = useMemo(() => {
    if (!who) return [];
    const open = new Set(field.open.map((game) => game.id));
    return nextScores(field.engine, field.scope, field.members, who.n, [kind])
      .filter((next) => open.has(next.game))
      .sort((a, b) => b.placesGained - a.placesGained || b.pointsChange - a.pointsChange);
  }, [field, who, kind]);
  return (
    <>
      <div className={styles.choices}>
        <label>
          <span className="unseen">Kind of score</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as NextScoreKind)}>
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {people.length > 1 && (
          <label>
            <span className="unseen">For whom</span>
            <select value={who?.n} onChange={(event) => setChosen(Number(event.target.value))}>
              {people.map((row) => (
                <option key={row.n} value={row.n}>
                  {row.own ? 'for me' : `for ${row.name}`}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {found.length === 0 ? (
        <p className={styles.hint}>No game is in progress now.</p>
      ) : (
        <table className={styles.table}>
          <caption className="unseen">Points and rank after the next score</caption>
          <thead>
            <tr>
              <th scope="col">Scores next</th>
              <th scope="col">Points</th>
              <th scope="col">Places</th>
              <th scope="col">Rank</th>
            </tr>
          </thead>
          <tbody>
            {found.map((next) => (
              <tr key={`${next.game}-${next.side}`} data-swing={next.team}>
                <th scope="row">
                  <span className={styles.team}>
                    <Badge team={next.team} /> {teamName(next.team)}
                  </span>
                </th>
                <td data-tone={next.pointsChange < 0 ? 'loss' : next.pointsChange > 0 ? 'gain' : undefined}>
                  {signed(next.pointsChange)}
                  <span className={styles.sum}> {plain(next.points)}</span>
                </td>
                <td>
                  <Movement places={next.placesGained} />
                </td>
                <td>{ordinal(next.rank)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.hint}>Pin rivals on their cards to see it for them too.</p>
    </>
  );
}

import { useId, useMemo } from 'react';
import { DataTable } from '../../ui/data-table/data-table.js';
import { useMedia } from '../../ui/hooks.js';
import { useAddress } from '../../ui/use-address.js';
import { BY_PLACE, figureColumn, leading, type SeasonTableProps } from './columns.js';
import { FIGURES, type Placed, placedBy } from './model/figures.js';
import { PlayerCell } from './player-cell.js';
import styles from './standings-page.module.css';

const IDS = FIGURES.map(({ id }) => id);

/** Number of bars; in a larger league the viewer's own follows them. */
const SHOWN = 100;

/** All figures of the season: a table on wide screens, one figure at a time on a phone. */
export function FiguresView(props: SeasonTableProps) {
  return useMedia('(min-width: 720px)') ? <FiguresTable {...props} /> : <FigureBars {...props} />;
}

function FiguresTable({ statistics, me }: SeasonTableProps) {
  const columns = useMemo(
    () => [...leading({ statistics, me }), ...FIGURES.map(figureColumn)],
    [statistics, me],
  );
  return (
    <DataTable
      caption={`Season ${statistics.season} in figures. Best, average, worst: finished weeks`}
      idOf={({ id }) => id}
      own={me}
      start={BY_PLACE}
      rows={statistics.rows}
      columns={columns}
    />
  );
}

function FigureBars({ statistics, me }: SeasonTableProps) {
  const { rows, league } = statistics;
  const id = useId();
  const [chosen, choose] = useAddress('figure', IDS, 'average', { how: 'replace' });
  const figure = FIGURES.find((each) => each.id === chosen) ?? FIGURES[0];
  const placed = useMemo(() => (figure ? placedBy(rows, figure) : []), [rows, figure]);
  if (figure === undefined) return null;
  const most = Math.max(1, ...placed.slice(0, 1).map(({ row }) => figure.value(row) ?? 0));
  const mine = placed.slice(SHOWN).filter(({ row }) => row.id === me);
  const bar = ({ row, rank }: Placed) => (
    <li key={row.id} className={styles.figure} data-player={row.id} data-own={row.id === me || undefined}>
      <b>{rank}</b>
      <PlayerCell id={row.id} name={row.name} team={row.team} league={league} own={row.id === me} />
      <i
        className={styles.length}
        aria-hidden="true"
        style={{ width: `${Math.round((100 * Math.max(0, figure.value(row) ?? 0)) / most)}%` }}
      />
      <strong>{figure.words(row)}</strong>
    </li>
  );
  return (
    <>
      <label className={styles.line} htmlFor={id}>
        <span className="unseen">Figure</span>
        <select id={id} value={chosen} onChange={(event) => choose(event.target.value)}>
          {FIGURES.map((each) => (
            <option key={each.id} value={each.id}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
      {placed.length === 0 ? (
        <p className="note">No number yet: it needs a week with results.</p>
      ) : (
        <ol className={styles.figures} aria-label={figure.label}>
          {[...placed.slice(0, SHOWN), ...mine].map(bar)}
        </ol>
      )}
    </>
  );
}

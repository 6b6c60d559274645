import { useQuery } from '@tanstack/react-query';
import { useId, useMemo } from 'react';
import { DataTable } from '../../ui/data-table/data-table.js';
import { useMedia } from '../../ui/hooks.js';
import { useAddress } from '../../ui/use-address.js';
import { BY_PLACE, figureColumn, leading, PlayerCell, type SeasonTableProps } from './columns.js';
import { FIGURES, type Placed, placedBy } from './model/figures.js';
import styles from './standings-page.module.css';
import { Failed, Waiting } from './table-parts.js';

const IDS = FIGURES.map(({ id }) => id);

/** Number of bars; in a larger league the viewer's own follows them. */
const SHOWN = 100;

/** A row with its place by a figure; null: behind the rows that were read. */
type Shown = Omit<Placed, 'rank'> & { readonly rank: number | null };

/** All figures of the season: a table on wide screens, one figure at a time on a phone. */
export function FiguresView(props: SeasonTableProps) {
  return useMedia('(min-width: 720px)') ? <FiguresTable {...props} /> : <FigureBars {...props} />;
}

function FiguresTable({ statistics, me, ask }: SeasonTableProps) {
  const columns = useMemo(
    () => [...leading({ statistics, me }), ...FIGURES.map(figureColumn)],
    [statistics, me],
  );
  return (
    <DataTable
      caption={`Season ${statistics.season} in figures. Best, average, worst: finished weeks`}
      own={me}
      start={BY_PLACE}
      rows={statistics.rows}
      total={statistics.total}
      ask={ask}
      columns={columns}
    />
  );
}

function FigureBars({ statistics, me, ask }: SeasonTableProps) {
  const { league, total } = statistics;
  const id = useId();
  const [chosen, choose] = useAddress('figure', IDS, 'average', { how: 'replace' });
  const figure = FIGURES.find((each) => each.id === chosen) ?? FIGURES[0];
  const isPart = total > statistics.rows.length;
  const sort = `-${figure?.id}`;
  // of more rows than a page, the server finds the best by this figure
  const best = useQuery({ ...ask({ sort }), enabled: isPart });
  const own = useQuery({ ...ask({ around: 'me', limit: 1 }), enabled: isPart }).data?.rows[0];
  const rows = isPart ? best.data?.rows : statistics.rows;
  const placed = useMemo(() => (figure && rows ? placedBy(rows, figure) : []), [rows, figure]);
  if (figure === undefined) return null;
  if (best.isLoadingError) return <Failed error={best.error} again={() => void best.refetch()} />;
  if (rows === undefined) return <Waiting />;
  const most = Math.max(1, ...placed.slice(0, 1).map(({ row }) => figure.value(row) ?? 0));
  const shown: readonly Shown[] = placed.slice(0, SHOWN);
  const mine: Shown | undefined =
    placed.find(({ row }) => row.id === me) ??
    (own?.id === me && figure.value(own) !== null ? { row: own, rank: null } : undefined);
  const more = mine !== undefined && !shown.some(({ row }) => row.id === me) ? [mine] : [];
  const bar = ({ row, rank }: Shown) => (
    <li key={row.id} className={styles.figure} data-player={row.id} data-own={row.id === me || undefined}>
      <b>{rank ?? '…'}</b>
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
          {[...shown, ...more].map(bar)}
        </ol>
      )}
    </>
  );
}

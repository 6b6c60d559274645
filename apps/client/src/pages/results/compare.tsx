import { type Game, plain, type Side, type StandingsRow, signed } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { standingsQuery } from '../../game/standings.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { ColumnHead, TABLE_ROLES } from '../../ui/column-head.js';
import { NOBODY_FOUND, SearchInput } from '../../ui/search-input.js';
import { useAddress } from '../../ui/use-address.js';
import { GameLine, tone } from './card-list.js';
import { type Comparison, comparison } from './model/compare.js';
import { scoredCard, useMemberCard, type WeekTabProps } from './own-card.js';
import styles from './results-page.module.css';

/** Two players side by side: common picks, different picks, and their worth. */
export function Compare({ me, league, week }: WeekTabProps) {
  const { rows, total } = week.table;
  const isPart = total > rows.length;
  const [sought, setSought] = useState('');
  const q = useDeferredValue(sought.trim());
  const search = useQuery({
    ...standingsQuery(league.id, { scope: 'week', of: week.week }, { q }),
    enabled: isPart && q !== '',
  });
  const found = q === '' ? undefined : search.data;
  // players who were chosen stay known when something else is looked for
  const [known, setKnown] = useState<ReadonlyMap<string, StandingsRow>>(new Map());
  const own = week.own ?? undefined;
  const all = distinct([...(own ? [own] : []), ...rows, ...(found?.rows ?? []), ...known.values()]);
  const ids = all.map(({ id }) => id);
  const first = own?.id ?? ids[0];
  const [left, setLeft] = useAddress('first', ids, first);
  const [right, setRight] = useAddress(
    'second',
    ids,
    ids.find((id) => id !== first),
  );
  const choose = (set: (id: string) => void) => (id: string) => {
    const row = all.find((one) => one.id === id);
    if (row) setKnown(new Map([...known, [id, row]]));
    set(id);
  };
  const chosen = all.filter(({ id }) => id === left || id === right);
  const listed = found ? found.rows : [...(own ? [own] : []), ...rows];
  const choices = isPart ? distinct([...chosen, ...listed]) : rows;
  if (left === undefined || right === undefined)
    return (
      <p className={`note ${styles.note}`}>Comparing takes two: nobody else has a card for this week.</p>
    );
  return (
    <>
      {isPart && (
        <search className={styles.find}>
          <SearchInput
            label="Find players to compare"
            unseen
            placeholder="Find players by name"
            value={sought}
            onChange={setSought}
          />
          {found && (
            <p role="status">
              {found.total === 0 ? NOBODY_FOUND : `${plain(found.total)} found: choose below`}
            </p>
          )}
        </search>
      )}
      <div className="toolbar">
        <PlayerSelect
          label="First player"
          {...{ choices, me: me.id }}
          value={left}
          onChange={choose(setLeft)}
        />
        <PlayerSelect
          label="Second player"
          {...{ choices, me: me.id }}
          value={right}
          onChange={choose(setRight)}
        />
      </div>
      <SideBySide {...{ me, league, week, left, right }} rows={chosen} />
    </>
  );
}

function distinct(rows: readonly StandingsRow[]): StandingsRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

interface PlayerSelectProps {
  readonly label: string;
  readonly choices: readonly StandingsRow[];
  readonly me: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function PlayerSelect({ label, choices, me, value, onChange }: PlayerSelectProps) {
  const id = useId();
  return (
    <div className={`chooser ${styles.choice}`}>
      <label className="unseen" htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((row) => (
          <option key={row.id} value={row.id}>
            {row.id === me ? `${row.name} (you)` : row.name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface SidesProps extends WeekTabProps {
  readonly left: string;
  readonly right: string;
  /** The rows of both. */
  readonly rows: readonly StandingsRow[];
}

function SideBySide({ me, league, week, left, right, rows }: SidesProps) {
  const first = useMemberCard(league, week, left);
  const second = useMemberCard(league, week, right);
  if (first.isLoadingError || second.isLoadingError)
    return <p className={`note ${styles.note}`}>The cards did not load. Reload the page to try again.</p>;
  if (!first.card || !second.card) return <p role="status">Loading the cards…</p>;
  const row = (id: string) => rows.find((one) => one.id === id);
  const sides = [
    scoredCard(first.card, league, week.games),
    scoredCard(second.card, league, week.games),
  ] as const;
  const compared = comparison(...sides, week.games);
  return (
    <ComparisonTable
      {...{ compared, me }}
      names={[row(left)?.name ?? 'First', row(right)?.name ?? 'Second']}
      bankers={RULES[league.rules].banker === null ? [null, null] : [first.card.banker, second.card.banker]}
      points={[sides[0].score.points, sides[1].score.points]}
    />
  );
}

interface ComparisonTableProps {
  readonly compared: Comparison;
  readonly me: WeekTabProps['me'];
  readonly names: readonly [string, string];
  readonly bankers: readonly [string | null, string | null];
  readonly points: readonly [number, number];
}

function ComparisonTable({ compared, me, names, bankers, points }: ComparisonTableProps) {
  const { swing, common, different } = compared;
  const leader = swing > 0 ? names[0] : names[1];
  return (
    <>
      <p className={styles.summary} data-swing={swing}>
        <span>
          <b>{common}</b> in common
        </span>
        <span>
          <b>{different}</b> different
        </span>
        <span>{swing === 0 ? 'Level' : `${leader} ahead by ${Math.abs(swing)}`}</span>
      </p>
      <table className={styles.compare} {...TABLE_ROLES.table}>
        <caption className="unseen">
          {names[0]} and {names[1]}, game by game
        </caption>
        <thead {...TABLE_ROLES.group}>
          <tr {...TABLE_ROLES.row}>
            <ColumnHead>Game</ColumnHead>
            <ColumnHead>{names[0]}</ColumnHead>
            <ColumnHead>{names[1]}</ColumnHead>
            <ColumnHead>Swing</ColumnHead>
          </tr>
        </thead>
        <tbody {...TABLE_ROLES.group}>
          {compared.games.map(({ game, left, right, same, swing: worth }) => (
            <tr key={game.id} data-same={same || undefined} {...TABLE_ROLES.row}>
              <th scope="row" className={styles.game} {...TABLE_ROLES.header}>
                <GameLine game={game} timeZone={me.timeZone} />
              </th>
              <td {...TABLE_ROLES.cell}>
                <Pick game={game} side={left} banker={bankers[0] === game.id} />
              </td>
              <td {...TABLE_ROLES.cell}>
                <Pick game={game} side={right} banker={bankers[1] === game.id} />
              </td>
              <td className={styles.worth} data-tone={tone(worth)} {...TABLE_ROLES.cell}>
                {worth === 0 ? '–' : signed(worth)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot {...TABLE_ROLES.group}>
          <tr {...TABLE_ROLES.row}>
            <th scope="row" {...TABLE_ROLES.header}>
              Points
            </th>
            <td {...TABLE_ROLES.cell}>{plain(points[0])}</td>
            <td {...TABLE_ROLES.cell}>{plain(points[1])}</td>
            <td className={styles.worth} data-tone={tone(swing)} {...TABLE_ROLES.cell}>
              {signed(swing)}
            </td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

interface PickProps {
  readonly game: Game;
  readonly side: Side | null;
  readonly banker: boolean;
}

function Pick({ game, side, banker }: PickProps) {
  if (side === null)
    return <span className={styles.quiet}>{game.state === 'pre' ? 'Not locked' : 'No pick'}</span>;
  return (
    <span className={styles.mini}>
      <Badge team={game[side]} />
      <span className="unseen">{teamName(game[side])}</span>
      {banker && (
        <span className={styles.banker} role="img" aria-label="banker" title="Banker">
          B
        </span>
      )}
    </span>
  );
}

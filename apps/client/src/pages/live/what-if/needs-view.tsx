import { type Game, ordinal, placed, plain } from '@sunday-live/contract';
import { useMemo } from 'react';
import { teamName } from '../../../game/words.js';
import type { TableRow } from '../../../live/table-rows.js';
import type { Field, FieldInput } from './model/field.js';
import { type Need, needOf } from './model/needs.js';
import { reachOf } from './model/reach.js';
import { CEILING, USUAL } from './model/results.js';
import styles from './outlook.module.css';

interface NeedsViewProps {
  readonly field: Field;
  readonly input: FieldInput;
  readonly rows: readonly TableRow[];
  readonly own: TableRow | null;
}

/** The results that change places with nearby rivals, and what is still possible for the viewer. */
export function NeedsView({ field, input, rows, own }: NeedsViewProps) {
  const games = useMemo(() => new Map(field.open.map((game) => [game.id, game])), [field]);
  const reach = useMemo(() => (own ? reachOf(field, own.n) : null), [field, own]);
  const needs = useMemo(
    () => (own ? rivalsOf(rows, own).map((row) => ({ row, need: needOf(input, own.n, row.n) })) : []),
    [rows, own, input],
  );
  if (!own || !reach) return <p className={styles.hint}>You have no card for these games.</p>;
  const [least, most] = reach.points;
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>If scores hold</dt>
          <dd data-fact="holds">
            {placed(own.rank, own.shared)} with {plain(own.points ?? 0)}
          </dd>
        </div>
        <div>
          <dt>Points possible</dt>
          <dd data-fact="points">
            {plain(least)} to {plain(most)}
          </dd>
        </div>
        <div>
          <dt>{reach.exact ? 'Ranks possible' : 'Ranks, at most'}</dt>
          <dd data-fact="ranks">
            {reach.rank ? `${ordinal(reach.rank[0])} to ${ordinal(reach.rank[1])}` : 'picks still hidden'}
          </dd>
        </div>
      </dl>
      <ul className={styles.needs}>
        {needs.map(({ row, need }) => (
          <li key={row.n} data-need={row.n}>
            <h3>
              {row.name}{' '}
              <span className={styles.sum}>
                {placed(row.rank, row.shared)}, {plain(row.points ?? 0)}
              </span>
            </h3>
            <Ways need={need} name={row.name} games={games} />
          </li>
        ))}
      </ul>
      {reach.dead.length > 0 && (
        <p>
          <strong>No longer matters for your place:</strong>{' '}
          {reach.dead.map((id) => gameName(games.get(id))).join(', ')}
        </p>
      )}
      <p className={styles.hint}>
        A team that is behind wins by its next scores, a game not begun ends {USUAL.winner}–{USUAL.loser}, all
        others hold. The range: no team ends above {CEILING}, or two touchdowns more than now.
        {field.hidden.size > 0 && ' In games that are not locked yet, only your own picks count.'}
      </p>
    </>
  );
}

interface WaysProps {
  readonly need: Need;
  readonly name: string;
  readonly games: ReadonlyMap<string, Game>;
}

function Ways({ need, name, games }: WaysProps) {
  if (need.differ.length === 0) return <p>No open game separates you.</p>;
  if (need.settled) return <p>{need.ahead ? `${name} can’t pass you any more.` : 'Out of reach now.'}</p>;
  return (
    <>
      {need.ways.length === 0 ? (
        <p>It takes more than three results, or higher scores than these.</p>
      ) : (
        <>
          <p>{need.ahead ? `${name} passes you with` : 'You pass with'}</p>
          <ul className="bullets">
            {need.ways.map((way) => (
              <li key={way.map(({ game, side }) => `${game}${side}`).join()}>
                {way.map(({ game, side }) => teamName(games.get(game)?.[side] ?? game)).join(' and ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.sum}>Between you: {need.differ.map((id) => gameName(games.get(id))).join(', ')}</p>
    </>
  );
}

function gameName(game: Game | undefined): string {
  return game ? `${game.away} at ${game.home}` : '';
}

const JUST_ABOVE = 3;

/**
 * Returns the rivals to show: the three just above, the next below, and the pinned ones, in the order of the
 * standings.
 */
function rivalsOf(rows: readonly TableRow[], own: TableRow): TableRow[] {
  const place = rows.findIndex((row) => row.n === own.n);
  return rows.filter((row, i) => {
    if (i === place) return false;
    return row.pinned || (i < place && i >= place - JUST_ABOVE) || i === place + 1;
  });
}

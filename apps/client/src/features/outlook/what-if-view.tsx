import { type Game, place, placed, plain } from '@sunday-live/contract';
import { orderRows, whatIf } from '@sunday-live/scoring';
import { useDeferredValue, useMemo, useState } from 'react';
import { Badge } from '../../ui/badge.js';
import { COPY_ADDRESS, useCopy } from '../../ui/use-copy.js';
import { sharedRanks } from '../leaderboard-page/model/place-words.js';
import { Movement } from '../live-page/marks.js';
import type { TableRow } from '../live-page/model/table-rows.js';
import type { Field } from './model/field.js';
import {
  hashOf,
  MARGIN_MAX,
  type Margins,
  marginNow,
  marginsOf,
  scoreByMargin,
  scoresByMargins,
} from './model/what-if.js';
import styles from './outlook.module.css';

interface WhatIfViewProps {
  readonly field: Field;
  readonly rows: readonly TableRow[];
}

/** Set the open games by sliders and see the table at once; the address says what was set. */
export function WhatIfView({ field, rows }: WhatIfViewProps) {
  const [margins, setMargins] = useState<Margins>(() => marginsOf(window.location.hash, field.open));
  const { said, copy, forget } = useCopy(COPY_ADDRESS);
  const set = (next: Margins) => {
    setMargins(next);
    forget();
    const { pathname, search } = window.location;
    window.history.replaceState(
      window.history.state,
      '',
      pathname + search + (next.size > 0 ? hashOf(next) : ''),
    );
  };
  return (
    <>
      <ul className={styles.sliders}>
        {field.open.map((game) => (
          <GameSlider
            key={game.id}
            game={game}
            margin={margins.get(game.id)}
            onChange={(margin) => set(new Map(margins).set(game.id, margin))}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className="button" disabled={margins.size === 0} onClick={() => set(new Map())}>
          Reset
        </button>
        <button
          type="button"
          className="button"
          disabled={margins.size === 0}
          onClick={() => copy(window.location.href, 'Copied')}
        >
          Copy link
        </button>
        <span role="status">{said}</span>
      </div>
      <Imagined field={field} rows={rows} margins={margins} />
      {field.hidden.size > 0 && (
        <p className={styles.hint}>Picks of games not locked yet are not counted but your own.</p>
      )}
    </>
  );
}

interface GameSliderProps {
  readonly game: Game;
  readonly margin: number | undefined;
  readonly onChange: (margin: number) => void;
}

function GameSlider({ game, margin, onChange }: GameSliderProps) {
  const score = margin === undefined ? game : scoreByMargin(game, margin);
  const line =
    margin === undefined && game.state === 'pre'
      ? `${game.away} at ${game.home}, open`
      : `${game.away} ${score.awayScore}, ${game.home} ${score.homeScore}`;
  return (
    <li data-slider={game.id} data-set={margin !== undefined || undefined}>
      <span className={styles.sliderTeams}>
        <Badge team={game.away} />
        <output>{line}</output>
        <Badge team={game.home} />
      </span>
      <input
        type="range"
        min={-MARGIN_MAX}
        max={MARGIN_MAX}
        step={1}
        value={margin ?? marginNow(game)}
        aria-label={`Margin of ${game.away} at ${game.home}`}
        aria-valuetext={line}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </li>
  );
}

interface ImaginedProps extends WhatIfViewProps {
  readonly margins: Margins;
}

const SHOWN = 100;

function Imagined({ field, rows, margins }: ImaginedProps) {
  const later = useDeferredValue(margins);
  const known = useMemo(() => new Map(rows.map((row) => [row.n, row])), [rows]);
  const table = useMemo(() => {
    const { engine, scope, members } = field;
    const top = whatIf(engine, scoresByMargins(field.open, later), () =>
      engine.top(scope, members, members.length),
    );
    return orderRows(top, (n) => known.get(n)?.name ?? '');
  }, [field, later, known]);
  const shared = useMemo(() => sharedRanks(table.map(([, rank]) => ({ rank }))), [table]);
  const mine = table.find(([n]) => known.get(n)?.own);
  return (
    <>
      {mine && (
        <p className={styles.mine} data-own-imagined="">
          You: {placed(mine[1], shared.has(mine[1]))} with {plain(mine[2])}
        </p>
      )}
      <table className={styles.table} data-imagined="">
        <caption>{later.size === 0 ? 'As it stands' : 'What if'}</caption>
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col">Rank</th>
            <th scope="col">Places</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {table.slice(0, SHOWN).map(([n, rank, points]) => {
            const row = known.get(n);
            return (
              <tr key={n} data-own={row?.own || undefined} data-player={row?.id} data-rank={rank}>
                <th scope="row">{row?.name ?? 'Unknown player'}</th>
                <td>{place(rank, shared.has(rank))}</td>
                <td>
                  <Movement places={row ? row.rank - rank : null} />
                </td>
                <td>{plain(points)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

import { type Game, place, placed, plain } from '@sunday-live/contract';
import { orderRows, type Score, type Scores, whatIf } from '@sunday-live/scoring';
import { useDeferredValue, useMemo, useState } from 'react';
import { Movement } from '../../../game/marks.js';
import { sharedRanks } from '../../../game/standings.js';
import type { TableRow } from '../../../live/table-rows.js';
import { Badge } from '../../../ui/badge.js';
import { COPY_ADDRESS, useCopy } from '../../../ui/hooks.js';
import type { Field, WhatIfSource } from './model/field.js';
import { hashOf, MARGIN_MAX, marginOf, scoreByMargin, scoresOf, stillPossible } from './model/what-if.js';
import styles from './outlook.module.css';

interface WhatIfViewProps {
  /** The standings that the link opens. */
  readonly source: Pick<WhatIfSource, 'league' | 'scope'>;
  readonly field: Field;
  readonly rows: readonly TableRow[];
}

/** Sets open games by sliders and shows the standings at once; the address keeps the scores. */
export function WhatIfView({ source, field, rows }: WhatIfViewProps) {
  const [imagined, setImagined] = useState<Scores>(() => scoresOf(window.location.hash));
  const { said, copy, forget } = useCopy(COPY_ADDRESS);
  const scores = useMemo(() => stillPossible(field.open, imagined), [field.open, imagined]);
  const set = (next: Scores) => {
    setImagined(next);
    forget();
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search + hashOf(next));
  };
  return (
    <>
      <ul className={styles.sliders}>
        {field.open.map((game) => (
          <GameSlider
            key={game.id}
            game={game}
            imagined={scores.get(game.id)}
            onChange={(score) => set(new Map(scores).set(game.id, score))}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className="button" disabled={scores.size === 0} onClick={() => set(new Map())}>
          Reset
        </button>
        <button
          type="button"
          className="button"
          disabled={scores.size === 0}
          onClick={() => copy(linkTo(source, scores), 'Copied')}
        >
          Copy link
        </button>
        <span role="status">{said}</span>
      </div>
      <Imagined field={field} rows={rows} scores={scores} />
      {field.hidden.size > 0 && (
        <p className={styles.hint}>In games that are not locked yet, only your own picks count.</p>
      )}
    </>
  );
}

/** Returns a link that shows every member of the league the same imagined scores. */
function linkTo({ league, scope }: WhatIfViewProps['source'], scores: Scores): string {
  return `${window.location.origin}/live/${encodeURIComponent(league.id)}?scope=${scope}${hashOf(scores)}`;
}

interface GameSliderProps {
  readonly game: Game;
  readonly imagined: Score | undefined;
  readonly onChange: (score: Score) => void;
}

function GameSlider({ game, imagined, onChange }: GameSliderProps) {
  const score = imagined ?? game;
  const line =
    imagined === undefined && game.state === 'pre'
      ? `${game.away} at ${game.home}, open`
      : `${game.away} ${score.awayScore}, ${game.home} ${score.homeScore}`;
  return (
    <li data-slider={game.id} data-set={imagined !== undefined || undefined}>
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
        value={marginOf(score)}
        aria-label={`Margin of ${game.away} at ${game.home}`}
        aria-valuetext={line}
        onChange={(event) => onChange(scoreByMargin(game, event.target.valueAsNumber))}
      />
    </li>
  );
}

interface ImaginedProps extends Omit<WhatIfViewProps, 'source'> {
  readonly scores: Scores;
}

const SHOWN = 100;

function Imagined({ field, rows, scores }: ImaginedProps) {
  const later = useDeferredValue(scores);
  const known = useMemo(() => new Map(rows.map((row) => [row.n, row])), [rows]);
  const table = useMemo(() => {
    const { engine, scope, members } = field;
    const top = whatIf(engine, later, () => engine.top(scope, members, members.length));
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
        <caption>{later.size === 0 ? 'Now' : 'What if'}</caption>
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

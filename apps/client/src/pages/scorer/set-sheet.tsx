import type { Game } from '@sunday-live/contract';
import type { HandScore } from '@sunday-live/scoring';
import { type FormEvent, useState } from 'react';
import { CLOCK, Field } from '../../ui/form.js';
import { Segmented } from '../../ui/segmented.js';
import { Sheet } from '../../ui/sheet.js';
import { teamName } from './model/play-words.js';
import styles from './scorer-page.module.css';
import type { Tap } from './use-scorer.js';

const QUARTERS = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value === '5' ? 'OT' : value }));
const MOST = 199;

interface SetSheetProps {
  readonly game: Pick<Game, 'away' | 'home'>;
  readonly score: HandScore;
  readonly onSet: (tap: Tap) => void;
  readonly onClose: () => void;
}

/** Sets score, quarter and clock at once, for a scorer who comes in late. It is one play: Undo takes it back. */
export function SetSheet({ game, score, onSet, onClose }: SetSheetProps) {
  const [points, setPoints] = useState({ away: score.awayScore, home: score.homeScore });
  const [period, setPeriod] = useState(Math.min(5, Math.max(1, score.period)));
  const [clock, setClock] = useState(score.state === 'pre' ? '15:00' : score.clock);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const time = score.state === 'post' ? {} : { period, clock };
    onSet({ kind: 'set', awayScore: points.away, homeScore: points.home, ...time });
    onClose();
  };
  return (
    <Sheet title="Set the score to" label="Set the score" onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {(['away', 'home'] as const).map((side) => {
          const name = teamName(game[side]);
          const set = (value: number) =>
            setPoints({ ...points, [side]: Math.min(MOST, Math.max(0, Math.round(value))) });
          return (
            <div key={side} className={styles.stepper}>
              <Field
                label={name}
                type="number"
                inputMode="numeric"
                min={0}
                max={MOST}
                value={String(points[side])}
                onChange={({ target }) => set(Number(target.value))}
              />
              <button
                type="button"
                className="button"
                aria-label={`${name} one less`}
                onClick={() => set(points[side] - 1)}
              >
                −
              </button>
              <button
                type="button"
                className="button"
                aria-label={`${name} one more`}
                onClick={() => set(points[side] + 1)}
              >
                +
              </button>
            </div>
          );
        })}
        {score.state !== 'post' && (
          <>
            <Segmented
              label="Quarter"
              options={QUARTERS}
              value={String(period)}
              onChange={(value) => setPeriod(Number(value))}
            />
            <Field label="Clock" {...CLOCK} value={clock} onChange={({ target }) => setClock(target.value)} />
          </>
        )}
        <button type="submit" className="button primary">
          Set
        </button>
      </form>
    </Sheet>
  );
}

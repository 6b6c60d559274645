import { Segmented } from '../../ui/segmented.js';
import { neighbour, type Race, type WeekReplay } from './model/week-replay.js';
import styles from './time-machine.module.css';
import { type Playhead, SPEEDS } from './use-playhead.js';

interface ControlsProps {
  readonly replay: WeekReplay;
  readonly race: Race;
  readonly head: Playhead;
  /** The position in words, for screen readers. */
  readonly words: string;
}

/** The controls of the replay: slider, jumps, play. */
export function Controls({ replay, race, head, words }: ControlsProps) {
  const { fold, scores } = replay;
  const leads = race.leads.map(({ position }) => position).filter((position) => position > 0);
  const jump = (positions: readonly number[], step: -1 | 1) => ({
    to: neighbour(positions, head.position, step),
    onJump: head.jump,
  });
  return (
    <div className={styles.controls}>
      <input
        className={styles.scrub}
        type="range"
        aria-label="Moment of the week"
        aria-valuetext={words}
        min={0}
        max={fold.length}
        value={head.position}
        onChange={(event) => head.jump(Number(event.target.value))}
      />
      <div className={styles.buttons}>
        <Jump label="Previous lead change" sign="«" {...jump(leads, -1)} />
        <Jump label="Previous score" sign="‹" {...jump(scores, -1)} />
        <button type="button" className="button primary" onClick={head.toggle}>
          {head.playing ? 'Pause' : 'Play'}
        </button>
        <Jump label="Next score" sign="›" {...jump(scores, 1)} />
        <Jump label="Next lead change" sign="»" {...jump(leads, 1)} />
        <Segmented label="Speed" options={SPEEDS} value={head.speed} onChange={head.setSpeed} />
      </div>
    </div>
  );
}

interface JumpProps {
  readonly label: string;
  readonly sign: string;
  readonly to: number | undefined;
  readonly onJump: (position: number) => void;
}

function Jump({ label, sign, to, onJump }: JumpProps) {
  return (
    <button
      type="button"
      className="button"
      aria-label={label}
      title={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onJump(to)}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

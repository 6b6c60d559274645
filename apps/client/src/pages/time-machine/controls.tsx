import { useEffect, useState } from 'react';
import { Segmented } from '../../ui/segmented.js';
import { neighbour, type Race, type WeekReplay } from './model/week-replay.js';
import styles from './time-machine.module.css';

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
      <div className={`buttons ${styles.buttons}`}>
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

/** Duration of a whole week in the replay, in seconds. */
const SPEEDS = [
  { value: '240', label: 'Slow' },
  { value: '60', label: 'Steady' },
  { value: '20', label: 'Fast' },
] as const;
export type Speed = (typeof SPEEDS)[number]['value'];

const TICK_MS = 200;

interface Playhead {
  readonly position: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  /** Moves to a position and pauses. */
  readonly jump: (position: number) => void;
  /** Plays, from the start again when it is at the end; or pauses. */
  readonly toggle: () => void;
}

/**
 * Returns the position in a log and the clock that advances it. It moves from event to event, so quiet hours
 * take no time.
 */
export function usePlayhead(length: number, start: number): Playhead {
  // fractions of a step are kept, because slow speeds take several ticks for one event
  const [at, setAt] = useState(start);
  const [on, setOn] = useState(false);
  const [speed, setSpeed] = useState<Speed>('60');
  const playing = on && at < length;
  useEffect(() => {
    if (!playing) return;
    const step = (length / Number(speed)) * (TICK_MS / 1000);
    const timer = setInterval(() => setAt((now) => Math.min(length, now + step)), TICK_MS);
    return () => clearInterval(timer);
  }, [playing, speed, length]);
  return {
    position: Math.min(length, Math.floor(at)),
    playing,
    speed,
    setSpeed,
    jump: (position) => {
      setOn(false);
      setAt(position);
    },
    toggle: () => {
      if (!playing && at >= length) setAt(0);
      setOn(!playing);
    },
  };
}

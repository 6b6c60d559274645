import { useEffect, useState } from 'react';

/** Duration of a whole week in the replay, in seconds. */
export const SPEEDS = [
  { value: '240', label: 'Slow' },
  { value: '60', label: 'Steady' },
  { value: '20', label: 'Fast' },
] as const;
export type Speed = (typeof SPEEDS)[number]['value'];

const TICK_MS = 200;

export interface Playhead {
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

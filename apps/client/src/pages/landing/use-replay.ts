import { useEffect, useState } from 'react';
import { type Frame, sundayFrames } from '../../game/sunday.js';
import { useMedia } from '../../ui/hooks.js';

const STEP_MS = 1400;
/** Number of steps that the final standings stay before the replay restarts. */
const REST = 5;

/** The recorded Sunday as it plays on the page. */
export interface Replay {
  readonly frame: Frame;
  readonly before: Frame | undefined;
  readonly running: boolean;
  /** The finished part, 0 to 1. */
  readonly progress: number;
  toggle(): void;
}

/**
 * Plays the recorded Sunday, score by score, in a loop. It starts paused for visitors who prefer reduced
 * motion.
 */
export function useReplay(): Replay {
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const [frames] = useState(sundayFrames);
  const [step, setStep] = useState(() => Math.floor(frames.length / 3));
  const [chosen, setChosen] = useState<boolean | null>(null);
  const running = chosen ?? !calm;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setStep((now) => (now + 1) % (frames.length + REST)), STEP_MS);
    return () => clearInterval(timer);
  }, [running, frames.length]);
  const at = Math.min(step, frames.length - 1);
  const frame = frames[at];
  if (!frame) throw new Error('a Sunday without a moment');
  return {
    frame,
    before: step < frames.length ? frames[at - 1] : frame,
    running,
    progress: (at + 1) / frames.length,
    toggle: () => setChosen(!running),
  };
}

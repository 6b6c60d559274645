import { useEffect, useRef, useState } from 'react';
import type { Answered, Asked } from './chances.worker.js';
import type { ChanceQuestion } from './model/chance-question.js';

export interface ShownChances {
  readonly players: ChanceQuestion['players'];
  readonly day: Float64Array;
  readonly week: Float64Array;
}

/** Asks a worker, so that the page never waits; the last answer stays until the next is there. */
export function useChances(asked: ChanceQuestion | null, seed: string): ShownChances | null {
  const worker = useRef<Worker | null>(null);
  const waiting = useRef<{ readonly id: number; readonly players: ChanceQuestion['players'] } | null>(null);
  const [shown, setShown] = useState<ShownChances | null>(null);
  useEffect(() => {
    const mine = new Worker(new URL('./chances.worker.ts', import.meta.url), { type: 'module' });
    mine.onmessage = ({ data: { id, day, week } }: MessageEvent<Answered>) => {
      if (waiting.current?.id === id) setShown({ players: waiting.current.players, day, week });
    };
    worker.current = mine;
    return () => {
      worker.current = null;
      mine.terminate();
    };
  }, []);
  useEffect(() => {
    if (!asked) return;
    const id = (waiting.current?.id ?? 0) + 1;
    waiting.current = { id, players: asked.players };
    worker.current?.postMessage({ id, question: asked.question, seed } satisfies Asked);
  }, [asked, seed]);
  return shown;
}

import type { Chances } from '@sunday-live/analysis';
import { useEffect, useRef, useState } from 'react';
import type { Answered, Asked, CourseAnswered } from './chances.worker.js';
import { type Course, continued, type Moments } from './model/chance-course.js';
import type { ChanceQuestion } from './model/chance-question.js';

export interface ShownChances extends Chances {
  readonly players: ChanceQuestion['players'];
  /** The course up to now; null while loading. */
  readonly course: Course | null;
}

/** The question that the course belongs to. */
interface Wound {
  /** Id of the question; answers to earlier ones are about other players. */
  readonly id: number;
  readonly moments: Moments;
  readonly players: string;
}

/**
 * Runs the simulation in a worker, so that the page never blocks; the last answer stays until the next.
 * @param moments the week up to now; later moments are added as they come
 */
export function useChances(
  asked: ChanceQuestion | null,
  moments: Moments | null,
  seed: string,
): ShownChances | null {
  const worker = useRef<Worker | null>(null);
  const waiting = useRef<{ readonly id: number; readonly players: ChanceQuestion['players'] } | null>(null);
  const [shown, setShown] = useState<Omit<ShownChances, 'course'> | null>(null);
  const [course, setCourse] = useState<Course | null>(null);
  const wound = useRef<Wound | null>(null);
  useEffect(() => {
    const mine = new Worker(new URL('./chances.worker.ts', import.meta.url), { type: 'module' });
    mine.onmessage = ({ data }: MessageEvent<Answered | CourseAnswered>) => {
      if ('course' in data) {
        if (wound.current?.id !== data.id) return;
        setCourse({ chances: data.course, at: wound.current.moments.at });
        return;
      }
      if (waiting.current?.id !== data.id) return;
      setShown({ players: waiting.current.players, day: data.day, week: data.week });
      setCourse((known) => known && continued(known, new Date().toISOString(), data.week));
    };
    worker.current = mine;
    return () => {
      worker.current = null;
      wound.current = null;
      mine.terminate();
    };
  }, []);
  useEffect(() => {
    if (!asked) return;
    const id = (waiting.current?.id ?? 0) + 1;
    waiting.current = { id, players: asked.players };
    worker.current?.postMessage({ id, question: asked.question, seed } satisfies Asked);
    const players = asked.players.map((player) => player.id).join();
    if (!moments || (wound.current?.moments === moments && wound.current.players === players)) return;
    wound.current = { id, moments, players };
    setCourse(null);
    const { question } = asked;
    worker.current?.postMessage({ id, question, seed, moments: moments.games } satisfies Asked);
  }, [asked, moments, seed]);
  return shown && { ...shown, course };
}

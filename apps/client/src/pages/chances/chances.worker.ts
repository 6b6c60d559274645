import { type Chances, COURSE_RUNS, type WeekChancesInput, weekChances } from '@sunday-live/analysis';

/** A question to the worker: the current chances, or with `moments` those at each of them. */
export interface Asked {
  /** Matches answers to questions. */
  readonly id: number;
  readonly question: WeekChancesInput;
  readonly seed: string;
  readonly moments?: readonly WeekChancesInput['games'][];
}

export interface Answered extends Chances {
  readonly id: number;
}

/** Chances to win the week at each moment. */
export interface CourseAnswered {
  readonly id: number;
  readonly course: readonly Float64Array[];
}

const port = globalThis as unknown as {
  onmessage: ((message: MessageEvent<Asked>) => void) | null;
  postMessage(answer: Answered | CourseAnswered): void;
};

port.onmessage = ({ data: { id, question, seed, moments } }) => {
  if (moments === undefined) {
    port.postMessage({ id, ...weekChances(question, seed) });
    return;
  }
  const course = moments.map((games) => weekChances({ ...question, games }, seed, COURSE_RUNS).week);
  port.postMessage({ id, course });
};

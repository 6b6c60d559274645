import { type Chances, type WeekOutlook, weekChances } from '@sunday-live/analysis';

/** One question; `id` tells which it answers. */
export interface Asked {
  readonly id: number;
  readonly question: WeekOutlook;
  readonly seed: string;
}

export interface Answered extends Chances {
  readonly id: number;
}

const port = globalThis as unknown as {
  onmessage: ((message: MessageEvent<Asked>) => void) | null;
  postMessage(answer: Answered): void;
};

port.onmessage = ({ data: { id, question, seed } }) => {
  port.postMessage({ id, ...weekChances(question, seed) });
};

import { randomFrom } from '@sunday-live/testing';

/** Saves a card. @param player place among the players */
export type Save = (player: number, body: string) => Promise<void>;

/** Valid cards, each with another banker and other picks. @param bankers games that may be the banker */
export function cardBodies(games: readonly string[], count: number, bankers = games): string[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, i) => {
    const banker = bankers[i % bankers.length] ?? null;
    const picks = Object.fromEntries(
      games.map((id) => [id, id === banker || random() < 0.5 ? 'away' : 'home']),
    );
    return JSON.stringify({ picks, banker, joker: false });
  });
}

export interface Timed {
  readonly perSecond: number;
  /** Milliseconds of each. */
  readonly times: readonly number[];
}

/** Runs all tasks with the given concurrency; each slot is a player who waits for the answer. */
export async function together(bodies: readonly string[], atOnce: number, save: Save): Promise<Timed> {
  const left = bodies.entries();
  const times: number[] = [];
  const work = async (): Promise<void> => {
    for (const [index, body] of left) {
      const start = performance.now();
      await save(index, body);
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return { perSecond: (bodies.length * 1_000) / (performance.now() - start), times };
}

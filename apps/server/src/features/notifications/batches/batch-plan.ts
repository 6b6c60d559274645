/** News of one player that waits. */
export interface WaitingNews {
  readonly id: number;
  /** About a score: the next turn of the same matter makes it old. */
  readonly turn: boolean;
  /** The subject; turns of one subject follow one another. */
  readonly matter: string;
  /** Which way it turned. */
  readonly value: string;
  readonly createdAt: number;
  readonly validUntil: number;
}

export interface BatchPlan {
  /** Sent now, in one message; when empty, nothing is sent. */
  readonly tell: readonly number[];
  /** Not sent any more: too late, or reversed meanwhile. */
  readonly drop: readonly number[];
}

/** In any hour a player gets at most so many messages … */
export const MESSAGES_AN_HOUR = 4;
/** … and one that tells scores only if so many were not sent yet: a wild game does not use up the place of the deadline. */
export const OF_SCORES_AN_HOUR = 3;
/** The first news waits this long for others. */
export const GATHER_MS = 20_000;

const HOUR_MS = 3_600_000;

/**
 * What becomes of the news of one player now (rules N6 and N7). What is neither told nor dropped waits.
 * @param waiting oldest first
 * @param sentAt when messages were made for this player, in any order
 */
export function planBatch(
  now: number,
  waiting: readonly WaitingNews[],
  sentAt: readonly number[],
): BatchPlan {
  const { kept, drop } = settled(waiting.filter(({ validUntil }) => validUntil > now));
  const late = waiting.filter(({ validUntil }) => validUntil <= now).map(({ id }) => id);
  const dropped = [...late, ...drop];
  const ripe = kept.some(({ createdAt }) => createdAt + GATHER_MS <= now);
  const sent = sentAt.filter((at) => at > now - HOUR_MS).length;
  const room = sent < (kept.every(({ turn }) => turn) ? OF_SCORES_AN_HOUR : MESSAGES_AN_HOUR);
  return { tell: ripe && room ? kept.map(({ id }) => id) : [], drop: dropped };
}

/** Of the turns of one matter only the last counts, and none when it stands again as before the first. */
function settled(waiting: readonly WaitingNews[]): { kept: WaitingNews[]; drop: number[] } {
  const turns = new Map<string, WaitingNews[]>();
  const kept: WaitingNews[] = [];
  for (const news of waiting) {
    if (!news.turn) kept.push(news);
    else turns.set(news.matter, [...(turns.get(news.matter) ?? []), news]);
  }
  const drop: number[] = [];
  for (const ofMatter of turns.values()) {
    const last = ofMatter.at(-1);
    const stands = last !== undefined && last.value === ofMatter[0]?.value;
    if (stands) kept.push({ ...last, createdAt: ofMatter[0]?.createdAt ?? last.createdAt });
    for (const { id } of ofMatter) if (!stands || id !== last.id) drop.push(id);
  }
  return { kept: kept.sort((a, b) => a.id - b.id), drop };
}

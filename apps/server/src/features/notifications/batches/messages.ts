import type { PushPayload } from '@sunday-live/contract';
import { isTurn, KINDS, type News } from '../kinds/kinds.js';

/** Waiting news of one player. */
export interface WaitingNews {
  readonly id: number;
  /** True when it is about a score: the next turn of the same matter replaces it. */
  readonly turn: boolean;
  /** The subject; turns of one subject follow one another. */
  readonly matter: string;
  /** The direction of the turn. */
  readonly value: string;
  readonly createdAt: number;
  readonly validUntil: number;
}

interface BatchPlan {
  /** To send now, in one message; empty: nothing is sent. */
  readonly tell: readonly number[];
  /** To drop: too late, or reversed meanwhile. */
  readonly drop: readonly number[];
}

/** Maximum number of messages per player in any hour … */
export const MESSAGES_AN_HOUR = 4;
/** … and of those about scores alone, so that a wild game leaves room for the deadline. */
export const OF_SCORES_AN_HOUR = 3;
/** How long the first news waits for others (ms). */
export const GATHER_MS = 20_000;

const HOUR_MS = 3_600_000;

/**
 * Decides about the news of one player (rules N6 and N7): to send, to drop, otherwise to wait.
 * @param waiting oldest first
 * @param sentAt times of the player's messages, in any order
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

/** Of the turns of one matter only the last counts; none counts when the last state equals that before the first. */
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

/** A message in the form that the service worker shows. */
export type Message = PushPayload;

/**
 * Writes the news of one player as one message.
 * @param news at least one, oldest first
 * @param timeZone the player's
 */
export function messageOf(news: readonly News[], timeZone: string, silent: boolean): Message {
  const said = KINDS.flatMap((kind) =>
    kind.say(
      news.filter((each) => each.kind === kind.kind),
      timeZone,
    ),
  );
  const [first] = said;
  if (first === undefined) throw new Error('a message tells something');
  return {
    ...(said.length === 1
      ? first
      : {
          title: first.title,
          body: [first.body, ...said.slice(1).map(({ title, body }) => `${title}. ${body}`)].join('\n'),
          path: first.path,
        }),
    tag: news.every(isTurn) ? 'scores' : 'week',
    silent,
  };
}

/** The test message, by which players check that notifications work. */
export function testMessage(silent: boolean): Message {
  return {
    title: 'It works',
    body: 'This is how Sunday Live will tell you.',
    path: '/profile',
    tag: 'test',
    silent,
  };
}

import type { PushPayload } from '@sunday-live/contract';
import { isTurn, KINDS, type News } from '../kinds/kinds.js';

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

import { pushKindSchema } from '@sunday-live/contract';
import { z } from 'zod';
import { bankerKind } from './banker.js';
import { deadlineKind } from './deadline.js';
import { leadKind } from './lead.js';
import type { NotificationKind, TurnNews } from './notification-kind.js';
import { resultKind } from './result.js';

/** All kinds, in their order within a message: news that require action first. */
const REGISTERED = [deadlineKind, leadKind, bankerKind, resultKind] as const;

type NewsOf<K> = K extends NotificationKind<infer N> ? N : never;
/** News for a player, of any kind. */
export type News = NewsOf<(typeof REGISTERED)[number]>;

/** Every kind of notification. */
export const KINDS: readonly NotificationKind<News>[] = REGISTERED;

/** SQL condition on the news `n` and the choice `c` of its player: the news is wanted, allowed, and still useful. */
export const WANTED = `CASE n.data->>'kind' ${KINDS.map(
  ({ kind, stillWanted }) =>
    `WHEN '${kind}' THEN ${[`'${kind}' = ANY(c.kinds)`, ...(stillWanted === undefined ? [] : [stillWanted])].join(' AND ')}`,
).join(' ')} END IS TRUE`;

const namedSchema = z.object({ kind: pushKindSchema });

/** Parses the news in a row. @throws when the row contains no news of a known kind */
export function readNews(data: unknown): News {
  const { kind } = namedSchema.parse(data);
  return kindOf(kind).schema.parse(data);
}

/** News about scores can turn back: the next turn replaces the last one. */
export function isTurn(news: News): news is News & TurnNews {
  return kindOf(news.kind).matterOf !== undefined;
}

/** The subject of news that can turn back. */
export function matterOf(news: News & TurnNews): string | undefined {
  return kindOf(news.kind).matterOf?.(news);
}

function kindOf(kind: News['kind']): NotificationKind<News> {
  const known = KINDS.find((each) => each.kind === kind);
  if (known === undefined) throw new Error(`no notification is of the kind ${kind}`);
  return known;
}

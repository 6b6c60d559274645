import type {
  Ack,
  Announcement,
  AnnouncementFrame,
  Bye,
  Cause,
  Delta,
  Feed,
  Game,
  Heartbeat,
  Hello,
  LivePlayer,
  LongPollAnswer,
  LongPollEvent,
  OwnBase,
  Resync,
  Row,
  Slate,
  Snapshot,
  Spread,
  Ties,
} from '@sunday-live/contract';
import {
  amount,
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  tagged,
  text,
  tuple,
  whole,
} from '../http/shape.js';

/**
 * What changes the table, whichever way it came: by socket or by long-poll. `reset`: the snapshot was asked for, or the server
 * says that the position is no longer in its log; it is believed even when it is older.
 */
export type Frame = LongPollEvent & { readonly reset?: boolean | undefined };

export const game: Shape<Game> = object<Game>({
  id: text,
  season: whole,
  week: whole,
  kickoff: text,
  timeValid: optional(flag),
  away: text,
  home: text,
  awayScore: whole,
  homeScore: whole,
  state: oneOf('pre', 'in', 'post', 'off'),
  detail: text,
  period: whole,
  clock: text,
  leader: nullable(oneOf('home', 'away', 'tie')),
  possession: optional(oneOf('home', 'away')),
  redZone: optional(flag),
  rev: whole,
});

export const cause: Shape<Cause> = object<Cause>({
  game: text,
  kind: oneOf(
    'touchdown',
    'field-goal',
    'extra-point',
    'two-point',
    'safety',
    'kick-off',
    'final',
    'correction',
    'score',
  ),
  team: optional(text),
});

const row: Shape<Row> = tuple<Row>(whole, whole, whole);
const rows = list(row);

const player: Shape<LivePlayer> = object<LivePlayer>({
  n: whole,
  id: text,
  name: text,
  team: nullable(text),
  joker: flag,
});

const feed: Shape<Feed> = object<Feed>({ state: oneOf('ok', 'stale', 'down'), asOf: nullable(text) });

/** What an announcement is made of, wherever it comes from. */
export const announcementFields = {
  id: text,
  title: text,
  body: text,
  level: oneOf('info', 'important', 'alert'),
  league: nullable(text),
  createdAt: text,
  expiresAt: nullable(text),
  updatedAt: text,
  withdrawnAt: nullable(text),
};
const announcement: Shape<Announcement> = object<Announcement>(announcementFields);

const levels = list(tuple<[number, number]>(whole, whole));
const spread: Shape<Spread> = object<Spread>({
  day: optional(levels),
  week: optional(levels),
  season: optional(levels),
});

const tied = list(tuple<[number, number, number, number]>(whole, whole, amount, whole));
const ties: Shape<Ties> = object<Ties>({
  day: optional(tied),
  week: optional(tied),
  season: optional(tied),
});

const own: Shape<OwnBase> = object<OwnBase>({
  n: whole,
  season: nullable(
    object<NonNullable<OwnBase['season']>>({
      points: whole,
      right: whole,
      bankerPoints: whole,
      bankers: whole,
    }),
  ),
  jokerCounts: flag,
});

export const seasonType = oneOf('pre', 'regular', 'post');
const slate: Shape<Slate> = object<Slate>({
  season: whole,
  type: seasonType,
  week: whole,
  day: nullable(text),
});

export const snapshot: Shape<Snapshot> = object<Snapshot>({
  league: text,
  epoch: text,
  seq: whole,
  serverTime: text,
  slate,
  games: list(game),
  players: list(player),
  scopes: object<Snapshot['scopes']>({ day: rows, week: rows, season: rows }),
  announcements: list(announcement),
  feed,
  spread: optional(spread),
  ties: optional(ties),
  own: optional(own),
});

export const delta: Shape<Delta> = object<Delta>({
  league: text,
  epoch: text,
  from: whole,
  seq: whole,
  at: text,
  games: list(game),
  scopes: object<Delta['scopes']>({ day: optional(rows), week: optional(rows), season: optional(rows) }),
  players: optional(list(player)),
  cause: optional(cause),
  spread: optional(spread),
  ties: optional(ties),
  bases: optional(flag),
  cards: optional(flag),
});

export const announcementFrame: Shape<AnnouncementFrame> = object<AnnouncementFrame>({
  league: optional(text),
  epoch: text,
  seq: whole,
  announcement,
});

export const heartbeat: Shape<Heartbeat> = object<Heartbeat>({
  epoch: text,
  head: whole,
  serverTime: text,
  feed,
});
export const resync: Shape<Resync> = object<Resync>({ league: text, reason: text });
export const hello: Shape<Hello> = object<Hello>({ player: text });

export const bye: Shape<Bye> = object<Bye>({ retryAfterMs: whole });

const answer = object<{ ok: boolean; code?: string; message?: string }>({
  ok: flag,
  code: optional(text),
  message: optional(text),
});
/** The answer to a wish: done, or why not. */
export const ack = answer as Shape<Ack>;

export const longPollAnswer: Shape<LongPollAnswer> = object<LongPollAnswer>({
  epoch: text,
  head: whole,
  reset: flag,
  serverTime: text,
  feed,
  events: list(
    tagged<LongPollEvent>('type', {
      snapshot: snapshot as Shape<never>,
      delta: delta as Shape<never>,
      announcement: announcementFrame as Shape<never>,
    }),
  ),
});

import type { AnnouncementChange, WrittenAnnouncement } from '@sunday-live/contract';
import type { Draft } from './queries.js';

/** What the form holds: times as the browser's own fields give them, in the writer's zone, empty = none. */
export interface Fields {
  readonly title: string;
  readonly body: string;
  readonly level: Draft['level'];
  readonly publishAt: string;
  readonly expiresAt: string;
  readonly mail: boolean;
  /** `` = everybody */
  readonly league: string;
}

export const EMPTY: Fields = {
  title: '',
  body: '',
  level: 'info',
  publishAt: '',
  expiresAt: '',
  mail: false,
  league: '',
};

/** The form for one that is there already. */
export function fieldsOf(item: WrittenAnnouncement): Fields {
  return {
    title: item.title,
    body: item.body,
    level: item.level,
    publishAt: item.state === 'scheduled' ? localTime(item.publishAt) : '',
    expiresAt: item.expiresAt === null ? '' : localTime(item.expiresAt),
    mail: item.mail,
    league: item.league ?? '',
  };
}

/** What to send for a new one. `withLeague`: the writer chooses the audience. */
export function draftOf(fields: Fields, withLeague: boolean): Draft {
  return {
    title: fields.title.trim(),
    body: fields.body.trim(),
    level: fields.level,
    publishAt: instant(fields.publishAt),
    expiresAt: instant(fields.expiresAt),
    mail: fields.mail,
    ...(withLeague ? { league: fields.league === '' ? null : fields.league } : {}),
  };
}

/** What to send for one that is there: all that can change of it. */
export function changeOf(fields: Fields, item: WrittenAnnouncement): AnnouncementChange {
  const publishAt = instant(fields.publishAt);
  return {
    title: fields.title.trim(),
    body: fields.body.trim(),
    level: fields.level,
    expiresAt: instant(fields.expiresAt),
    ...(item.state === 'scheduled' && publishAt !== null ? { publishAt } : {}),
  };
}

/** What is wrong with the times, in words; null = nothing. `now` in ms. */
export function timeProblem(fields: Fields, now: number): string | null {
  const from = fields.publishAt === '' ? now : Date.parse(fields.publishAt);
  if (fields.expiresAt === '' || Date.parse(fields.expiresAt) > from) return null;
  return 'It would be over before it is out: choose a later end.';
}

function instant(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

/** As `<input type="datetime-local">` wants it: this zone, to the minute. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

import type { AnnouncementChange, WrittenAnnouncement } from '@sunday-live/contract';
import type { Draft } from './queries.js';

/**
 * The values of the form. Times are in the format of the browser's inputs, in the author's zone; empty: none.
 */
export interface Fields {
  readonly title: string;
  readonly body: string;
  readonly level: Draft['level'];
  readonly publishAt: string;
  readonly expiresAt: string;
  readonly email: boolean;
  /** ``: everybody. */
  readonly league: string;
}

export const EMPTY: Fields = {
  title: '',
  body: '',
  level: 'info',
  publishAt: '',
  expiresAt: '',
  email: false,
  league: '',
};

/** Returns the form's values for an existing announcement. */
export function fieldsOf(item: WrittenAnnouncement): Fields {
  return {
    title: item.title,
    body: item.body,
    level: item.level,
    publishAt: item.state === 'scheduled' ? localTime(item.publishAt) : '',
    expiresAt: item.expiresAt === null ? '' : localTime(item.expiresAt),
    email: item.mail,
    league: item.league ?? '',
  };
}

/** Returns the request body for a new announcement. `withLeague`: the author chooses the audience. */
export function draftOf(fields: Fields, withLeague: boolean): Draft {
  return {
    title: fields.title.trim(),
    body: fields.body.trim(),
    level: fields.level,
    publishAt: instant(fields.publishAt),
    expiresAt: instant(fields.expiresAt),
    mail: fields.email,
    ...(withLeague ? { league: fields.league === '' ? null : fields.league } : {}),
  };
}

/** Returns the request body for a change: all fields that can change. */
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

/** Returns the problem with the times, in words; null: none. `now` in ms. */
export function timeProblem(fields: Fields, now: number): string | null {
  const from = fields.publishAt === '' ? now : Date.parse(fields.publishAt);
  if (fields.expiresAt === '' || Date.parse(fields.expiresAt) > from) return null;
  return 'The end is before the start: choose a later end.';
}

function instant(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

/** Formats a time for `<input type="datetime-local">`: in this zone, to the minute. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

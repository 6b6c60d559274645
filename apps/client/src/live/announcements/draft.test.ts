import {
  newAnnouncementSchema,
  newLeagueAnnouncementSchema,
  type WrittenAnnouncement,
} from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { changeOf, draftOf, EMPTY, fieldsOf, timeProblem } from './draft.js';
import { currentOf } from './queries.js';

const item: WrittenAnnouncement = {
  id: 'a',
  title: 'Snow',
  body: 'Wear **boots**',
  level: 'alert',
  league: null,
  createdAt: '2026-11-01T12:00:00.000Z',
  updatedAt: '2026-11-01T12:00:00.000Z',
  publishAt: '2026-11-02T12:34:00.000Z',
  expiresAt: '2026-11-03T06:00:00.000Z',
  withdrawnAt: null,
  mail: true,
  state: 'scheduled',
};

describe('a draft', () => {
  it('keeps its times through the form, in any zone', () => {
    const { publishAt, expiresAt } = changeOf(fieldsOf(item), item);
    expect(publishAt).toBe(item.publishAt);
    expect(expiresAt).toBe(item.expiresAt);
  });

  it('does not move the start of a published announcement', () => {
    const out: WrittenAnnouncement = { ...item, state: 'live' };
    expect(fieldsOf(out).publishAt).toBe('');
    expect(changeOf(fieldsOf(out), out)).not.toHaveProperty('publishAt');
  });

  it('has the shape that the server accepts, with an audience only where one is chosen', () => {
    const fields = { ...EMPTY, title: ' Hi ', body: ' there ' };
    expect(newAnnouncementSchema.parse(draftOf(fields, true))).toMatchObject({
      title: 'Hi',
      body: 'there',
      league: null,
    });
    expect(newAnnouncementSchema.parse(draftOf({ ...fields, league: 'l' }, true)).league).toBe('l');
    expect(
      newLeagueAnnouncementSchema.parse(draftOf({ ...fields, league: 'l' }, false)).publishAt,
    ).toBeNull();
  });

  it('must not end before it starts', () => {
    const now = Date.parse('2026-11-01T12:00');
    expect(timeProblem(EMPTY, now)).toBeNull();
    expect(timeProblem({ ...EMPTY, expiresAt: '2026-11-01T11:00' }, now)).toMatch(/before the start/);
    expect(timeProblem({ ...EMPTY, expiresAt: '2026-11-01T13:00' }, now)).toBeNull();
    expect(
      timeProblem({ ...EMPTY, publishAt: '2026-11-01T14:00', expiresAt: '2026-11-01T13:00' }, now),
    ).toMatch(/later/);
  });
});

it('of two versions of an announcement the later one counts', () => {
  const { publishAt: _p, mail: _m, state: _s, ...known } = item;
  const changed = {
    ...known,
    title: 'Sun',
    updatedAt: '2026-11-01T13:00:00.000Z',
    withdrawnAt: '2026-11-01T13:00:00.000Z',
  };
  const other = { ...known, id: 'b', createdAt: '2026-11-01T15:00:00.000Z' };
  expect(currentOf([known, changed, other])).toEqual([other]);
  expect(currentOf([changed, other, known])).toEqual([other]);
});

import type { Announcement } from '@sunday-live/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AUDIENCE_LIMIT } from '../../announcements/announcement-board.js';
import { WatchedAnnouncements } from './watched-announcements.js';

const DATABASE_NOW = new Date('2024-10-27T18:00:00Z');

function announcement(id: string, league: string | null, change: Partial<Announcement> = {}): Announcement {
  const at = DATABASE_NOW.toISOString();
  const rest = { title: id, body: '', level: 'info' as const, expiresAt: null, withdrawnAt: null };
  return { id, league, createdAt: at, updatedAt: at, ...rest, ...change };
}

function watched(...announcements: Announcement[]): WatchedAnnouncements {
  const known = new WatchedAnnouncements();
  known.take({ announcements, now: DATABASE_NOW }, ['den', 'attic'], performance.now());
  return known;
}

const ids = (announcements: Announcement[]) => announcements.map(({ id }) => id);

afterEach(() => {
  vi.useRealTimers();
});

describe('announcements of watched leagues', () => {
  it('P5 expire by the database’s clock, whatever the node’s says', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2031-01-01T00:00:00Z') });
    const known = watched(announcement('a', null, { expiresAt: '2024-10-27T19:00:00Z' }));
    expect(ids(known.of('den'))).toEqual(['a']);
    vi.advanceTimersByTime(3_600_001);
    expect(ids(known.of('den'))).toEqual([]);
  });

  it('P5 an audience’s limit pushes out its own only', () => {
    const known = watched(announcement('admins', null), announcement('attic-1', 'attic'));
    for (let i = 0; i < 101; i += 1) known.follow(announcement(`den-${i}`, 'den'));
    expect(ids(known.of('den'))).toHaveLength(AUDIENCE_LIMIT + 1);
    expect(ids(known.of('den'))).toContain('admins');
    expect(ids(known.of('attic')).sort()).toEqual(['admins', 'attic-1']);
    known.follow(announcement('admins', null, { withdrawnAt: DATABASE_NOW.toISOString() }));
    expect(ids(known.of('attic'))).toEqual(['attic-1']);
  });

  it('keeps nothing of leagues that nobody watches here', () => {
    const known = watched();
    known.follow(announcement('x', 'cellar'));
    expect(ids(known.of('cellar'))).toEqual([]);
  });
});

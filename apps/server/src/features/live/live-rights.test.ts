import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Log } from '../../platform/logging/log.module.js';
import type { LeagueDirectory, Membership } from '../leagues/league-directory.js';
import { LiveRights } from './live-rights.js';
import type { LiveSessions } from './live-sessions.js';

const members = new Set<string>();
let asked = 0;
let answer: () => Promise<void> = async () => undefined;

function newRights(): LiveRights {
  const strangers = async (given: readonly Membership[]): Promise<number[]> => {
    asked += 1;
    const gone = given.flatMap(({ league, player }, i) => (members.has(`${league} ${player}`) ? [] : [i]));
    await answer();
    return gone;
  };
  const sessions = { check: async () => undefined, start: () => () => undefined };
  return new LiveRights(
    sessions as unknown as LiveSessions,
    { strangers } as unknown as LeagueDirectory,
    { role: 'web' },
    new Log({ logLevel: 'silent' }),
  );
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  members.clear();
  members.add('den bob');
  asked = 0;
  answer = async () => undefined;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('rights of streams', () => {
  it('P9 an answer of the database counts for less than five seconds, a look renews it', async () => {
    const rights = newRights();
    await rights.demand('den', 'bob');
    expect(rights.recall('den', 'bob')).toBe(true);
    vi.advanceTimersByTime(4_000);
    await rights.look();
    vi.advanceTimersByTime(4_000);
    expect(rights.recall('den', 'bob')).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(rights.recall('den', 'bob')).toBe(false);
    members.clear();
    await expect(rights.demand('den', 'bob')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('P9 after a pause of the node nothing is sent until the database was asked again', async () => {
    const rights = newRights();
    await rights.look();
    expect(rights.ready()).toBeNull();
    vi.advanceTimersByTime(8_000);
    expect(rights.fresh()).toBe(false);
    await rights.ready();
    expect(rights.fresh()).toBe(true);
  });

  it('P9 a slow answer counts from the time of the question', async () => {
    const rights = newRights();
    answer = async () => void vi.advanceTimersByTime(6_000);
    await rights.demand('den', 'bob');
    expect(rights.recall('den', 'bob')).toBe(false);
    await rights.look();
    expect(rights.fresh()).toBe(false);
  });

  it('P9 a removal while the database is asked wins over the answer', async () => {
    const rights = newRights();
    answer = async () => rights.lose('den', 'bob');
    await expect(rights.demand('den', 'bob')).rejects.toMatchObject({ code: 'not-found' });
    expect(rights.recall('den', 'bob')).toBe(false);
  });

  it('P9 a database that does not answer lets nobody in, and is asked again', async () => {
    const rights = newRights();
    answer = () => Promise.reject(new Error('away'));
    await expect(rights.demand('den', 'bob')).rejects.toThrow('away');
    await expect(rights.ready()).rejects.toThrow('away');
    answer = async () => undefined;
    await rights.demand('den', 'bob');
    expect(rights.recall('den', 'bob')).toBe(true);
  });

  it('ends open streams whose right is gone, and asks for all of them in one question', async () => {
    const rights = newRights();
    const lost: string[] = [];
    rights.watch(() => [
      { league: 'den', player: 'bob' },
      { league: 'den', player: 'eve' },
      { league: 'attic', player: 'bob' },
    ]);
    rights.onLost((league, player) => lost.push(`${league} ${player}`));
    await rights.look();
    expect(lost).toEqual(['den eve', 'attic bob']);
    expect(asked).toBe(1);
  });
});

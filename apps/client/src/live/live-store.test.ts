import { describe, expect, it, vi } from 'vitest';
import { aDelta, aGame, aSnapshot, rows } from '../testing/slate.js';
import { LiveStore } from './live-store.js';

const scopes = (points: number[]) => ({ day: rows(points), week: rows(points), season: rows(points) });
const live = (changes = {}) => aGame({ state: 'in', period: 1, clock: '9:00', ...changes });

function aStore(now = () => 1_000): LiveStore {
  const store = new LiveStore(now, now);
  store.frame(aSnapshot({ games: [live()], scopes: scopes([10, 5]) }));
  return store;
}

describe('the store', () => {
  it('informs its listeners of changes and of nothing else', () => {
    const store = aStore();
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.frame(aDelta(1));
    expect(heard).toHaveBeenCalledTimes(1);
    store.frame(aDelta(1));
    store.link(store.get().link);
    store.held(0);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    store.frame(aDelta(2));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('knows each player’s last won or lost points, by scope', () => {
    const store = aStore();
    store.frame(aDelta(1, { scopes: { week: rows([3, 12]) } }));
    expect(store.get().points.week).toEqual(
      new Map([
        [0, { by: -7, at: 1_000 }],
        [1, { by: 7, at: 1_000 }],
      ]),
    );
    expect(store.get().points.day.size).toBe(0);
  });

  it('P69 shows no lost points when another week or game day begins', () => {
    const sunday = live({ id: 's', state: 'post' });
    const monday = aGame({ id: 'm', kickoff: '2024-10-29T00:15:00Z' });
    const store = new LiveStore();
    store.frame(aSnapshot({ games: [sunday, monday], scopes: scopes([10, 5]) }));
    store.frame(aDelta(1, { scopes: { day: rows([12, 5]), week: rows([12, 5]) } }));
    expect(store.get().points.day.size).toBe(1);
    const kickoff = { ...monday, state: 'in' as const, rev: 2 };
    store.frame(aDelta(2, { games: [kickoff], scopes: { day: rows([0, 0]) } }));
    expect(store.get().points.day.size).toBe(0);
    expect(store.get().points.week.size).toBe(1);
    const next = {
      slate: { season: 2024, type: 'regular' as const, week: 9, day: null },
      games: [aGame({ id: 'n', week: 9 })],
    };
    store.frame(aSnapshot({ seq: 3, ...next, scopes: { ...scopes([0, 0]), season: rows([312, 5]) } }));
    expect(store.get().points.week.size).toBe(0);
    expect(store.get().points.season.get(0)?.by).toBe(302);
  });

  it('a snapshot that skips positions in which no game moved misses no event', () => {
    const store = aStore();
    store.frame(aSnapshot({ seq: 4, games: [live({ clock: '8:00' })] }));
    expect(store.get().eventsFrom).toBe(0);
    store.frame(aSnapshot({ seq: 6, games: [live({ awayScore: 7 })] }));
    expect(store.get().eventsFrom).toBe(6);
  });

  it('a running clock is no change of a game; a score and a new state are', () => {
    const store = aStore();
    store.frame(aDelta(1, { games: [live({ clock: '8:00', rev: 2 })] }));
    expect(store.get().games.size).toBe(0);
    store.frame(aDelta(2, { games: [live({ clock: '8:00', awayScore: 3, rev: 3 })] }));
    expect(store.get().games.get('g1')).toBe(1_000);
  });

  it('keeps causes as events with the score after them', () => {
    const store = aStore();
    const cause = { game: 'g1', kind: 'touchdown' as const, team: 'CHI' };
    store.frame(aDelta(1, { games: [live({ awayScore: 6 })], cause }));
    expect(store.get().events).toEqual([
      { seq: 1, at: '2024-10-27T18:00:00Z', cause, awayScore: 6, homeScore: 0 },
    ]);
  });

  it('derives events from scores when a conflated frame has no cause', () => {
    const store = new LiveStore();
    const b = aGame({ id: 'b' });
    const c = live({ id: 'c', homeScore: 7 });
    store.frame(aSnapshot({ games: [live(), b, c, live({ id: 'd' })] }));
    store.frame(
      aDelta(4, {
        from: 1,
        games: [
          live({ homeScore: 3 }),
          { ...b, state: 'in' },
          { ...c, homeScore: 1 },
          { ...live({ id: 'd' }), state: 'post' },
        ],
      }),
    );
    const causes = store.get().events.map(({ cause }) => [cause.game, cause.kind, cause.team]);
    expect(causes).toEqual([
      ['g1', 'score', 'WSH'],
      ['b', 'kick-off', undefined],
      ['c', 'correction', undefined],
      ['d', 'final', undefined],
    ]);
  });

  it('records that a snapshot skipped events, and drops everything with another epoch', () => {
    const store = aStore();
    store.frame(aDelta(1, { games: [live({ awayScore: 3 })] }));
    store.frame(aSnapshot({ seq: 9, games: [live({ awayScore: 10 })] }));
    expect(store.get().eventsFrom).toBe(9);
    store.frame(aSnapshot({ epoch: 'e2', seq: 3 }));
    expect(store.get()).toMatchObject({ eventsFrom: 3, events: [] });
    expect(store.get().games.size).toBe(0);
  });

  it('knows the position from which it has every event: the first state, and after dropped events', () => {
    const store = new LiveStore();
    store.frame(aSnapshot({ seq: 7, games: [live({})] }));
    expect(store.get().eventsFrom).toBe(7);
    store.frame(aDelta(8, { games: [live({ awayScore: 3 })] }));
    expect(store.get().eventsFrom).toBe(7);
    for (let seq = 9; seq < 420; seq += 1)
      store.frame(aDelta(seq, { games: [live({ awayScore: 3 + seq })] }));
    expect(store.get().events).toHaveLength(400);
    expect(store.get().eventsFrom).toBe((store.get().events[0]?.seq ?? 0) - 1);
  });

  it('keeps the first ranks of the day that differ', () => {
    const store = new LiveStore();
    store.frame(aSnapshot({ games: [live()], scopes: scopes([0, 0]) }));
    expect(store.get().first.ranks).toEqual({});
    store.frame(aDelta(1, { scopes: { week: rows([0, 7]) } }));
    store.frame(aDelta(2, { scopes: { week: rows([9, 7]) } }));
    expect(store.get().first.ranks.week).toEqual(
      new Map([
        [1, 1],
        [0, 2],
      ]),
    );
  });

  it('keeps the shown state, and brings it up to date in one step', () => {
    const store = aStore();
    store.keep(true);
    const cause = { game: 'g1', kind: 'touchdown' as const };
    store.frame(aDelta(1, { games: [live({ awayScore: 6 })], scopes: { week: rows([16, 5]) }, cause }));
    store.frame(aDelta(2, { scopes: { week: rows([17, 5]) } }));
    expect(store.get()).toMatchObject({ state: { seq: 0 }, events: [{ seq: 1 }] });
    expect(store.get().points.week.size).toBe(0);
    expect(store.get().shownAt).toBe(1_000);
    store.beat();
    expect(store.get()).toMatchObject({ beat: 1, state: { seq: 2 } });
    expect(store.get().points.week.get(0)).toEqual({ by: 7, at: 1_000 });
    expect(store.get().games.get('g1')).toBe(1_000);
    store.frame(aDelta(3, { scopes: { week: rows([18, 5]) } }));
    expect(store.get().state?.seq).toBe(2);
    store.keep(false);
    expect(store.get().state?.seq).toBe(3);
  });

  it('P64 passes announcements and another history while the state is kept', () => {
    const store = aStore();
    store.keep(true);
    const announcement = {
      id: 'a1',
      title: 'Snow',
      body: '',
      level: 'info' as const,
      league: null,
      createdAt: '',
      updatedAt: '',
      expiresAt: null,
      withdrawnAt: null,
    };
    store.frame({ type: 'announcement', epoch: 'e1', seq: 1, announcement });
    expect(store.get().state).toMatchObject({ seq: 0, announcements: [{ id: 'a1' }] });
    store.frame(aSnapshot({ epoch: 'e2', seq: 0 }));
    expect(store.get().state?.epoch).toBe('e2');
  });

  it('takes the feed and the server’s clock from a heartbeat', () => {
    const store = aStore(() => Date.parse('2024-10-27T17:00:00Z'));
    store.feed({ state: 'stale', asOf: null }, '2024-10-27T17:00:05Z');
    expect(store.get()).toMatchObject({ clockSkewMs: 5_000, heardAt: Date.parse('2024-10-27T17:00:00Z') });
    expect(store.get().state?.feed.state).toBe('stale');
    store.feed({ state: 'ok', asOf: null }, '2024-10-27T17:00:05.400Z');
    expect(store.get().clockSkewMs).toBe(5_000);
  });
});

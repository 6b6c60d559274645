import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoldLog, GAMES, type LogEvent, PLAYERS } from '../testing/fold-log.js';
import { aDelta, aGame, aSnapshot, aState, rows, tableOf } from '../testing/slate.js';
import { applyFeed, applyFrame, type Frame, judge, type LiveState } from './apply-frame.js';

const at = (seq: number, epoch = 'e1') => ({ epoch, seq });

describe('judging a frame (P4)', () => {
  it('drops known frames, applies those that follow, and resumes at a gap', () => {
    expect(judge(at(5), aDelta(5))).toBe('drop');
    expect(judge(at(5), aDelta(6))).toBe('apply');
    expect(judge(at(5), aDelta(9, { from: 3 }))).toBe('apply');
    expect(judge(at(5), aDelta(8, { from: 7 }))).toBe('gap');
    expect(judge(null, aDelta(1))).toBe('gap');
  });

  it('requires a snapshot for another epoch of the log', () => {
    expect(judge(at(5), aDelta(6, { epoch: 'e2' }))).toBe('other-epoch');
  });

  it('accepts any snapshot but one that its own epoch has overtaken', () => {
    expect(judge(null, aSnapshot({ seq: 3 }))).toBe('apply');
    expect(judge(at(3), aSnapshot({ seq: 3 }))).toBe('apply');
    expect(judge(at(9), aSnapshot({ epoch: 'e2', seq: 1 }))).toBe('apply');
    expect(judge(at(9), aSnapshot({ seq: 8 }))).toBe('drop');
  });
});

describe('applying a frame', () => {
  it('takes absolute values of games, rows and players, and keeps the rest', () => {
    const state = aState({ games: [aGame({ id: 'a' }), aGame({ id: 'b' })] });
    const next = applyFrame(
      state,
      aDelta(1, { games: [aGame({ id: 'b', homeScore: 7, rev: 2 })], scopes: { week: [[1, 1, 7]] } }),
    );
    expect(next?.games.get('b')?.homeScore).toBe(7);
    expect(next?.games.get('a')).toBe(state.games.get('a'));
    expect(next?.scopes.week.get(1)).toEqual([1, 1, 7]);
    expect(next?.scopes.day).toBe(state.scopes.day);
    expect(next?.seq).toBe(1);
  });

  it('P71: knows from which position on an answer about cards is current', () => {
    const state = aState({ seq: 5 });
    expect(state.cardsFrom).toBe(5);
    const scored = applyFrame(state, aDelta(6, { games: [aGame({ state: 'in', homeScore: 7 })] }));
    expect(scored?.cardsFrom).toBe(5);
    const locked = applyFrame(scored, aDelta(8, { from: 7, cards: true }));
    expect(locked?.cardsFrom).toBe(8);
    expect(applyFrame(locked, aDelta(9))?.cardsFrom).toBe(8);
  });

  it('keeps an announcement until it is withdrawn', () => {
    const announcement = {
      id: 'a',
      title: 'Rain',
      body: '',
      level: 'info' as const,
      league: null,
      createdAt: '',
      expiresAt: null,
      updatedAt: '',
      withdrawnAt: null,
    };
    const told = applyFrame(aState(), { type: 'announcement', epoch: 'e1', seq: 1, announcement });
    expect(told?.announcements).toEqual([announcement]);
    const gone = { ...announcement, withdrawnAt: '2024-10-27T18:00:00Z' };
    const quiet = applyFrame(told, { type: 'announcement', epoch: 'e1', seq: 2, announcement: gone });
    expect(quiet?.announcements).toEqual([]);
    expect(quiet?.announced[0]).toEqual(gone);
  });

  it('replaces the spread of the scopes that a frame names', () => {
    const state = aState({ spread: { day: [[0, 2]], week: [[0, 2]], season: [[9, 2]] } });
    const next = applyFrame(state, aDelta(1, { spread: { week: [[7, 1]] } }));
    expect(next?.spread).toEqual({ day: [[0, 2]], week: [[7, 1]], season: [[9, 2]] });
  });

  it('changes nothing for the same feed state, and only the feed for another', () => {
    const state = aState();
    expect(applyFeed(state, { ...state.feed })).toBe(state);
    expect(applyFeed(state, { state: 'down', asOf: null })?.feed.state).toBe('down');
  });
});

const event: fc.Arbitrary<LogEvent> = fc.option(
  fc.record({
    game: fc.nat(GAMES - 1),
    home: fc.nat(60),
    points: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: PLAYERS, maxLength: PLAYERS }),
  }),
);

/** What the network does with the stream in one step. */
type Step =
  | { readonly kind: 'frame'; readonly covers: number }
  | { readonly kind: 'lose'; readonly covers: number }
  | { readonly kind: 'repeat'; readonly back: number }
  | { readonly kind: 'late-snapshot'; readonly back: number }
  | { readonly kind: 'resume' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('frame' as const), covers: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('lose' as const), covers: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('repeat' as const), back: fc.nat(5) }),
  fc.record({ kind: fc.constant('late-snapshot' as const), back: fc.nat(5) }),
  fc.record({ kind: fc.constant('resume' as const) }),
);

/** A client like the session: a frame that cannot be applied makes it subscribe again. */
function receive(state: LiveState | null, frame: Frame, log: FoldLog, head: number): LiveState | null {
  const verdict = judge(state, frame);
  if (verdict === 'apply') return applyFrame(state, frame);
  if (verdict === 'drop') return state;
  return applyFrame(state, answer(state, log, head));
}

/** The server's answer to a subscription with a position (P14). */
function answer(state: LiveState | null, log: FoldLog, head: number): Frame {
  if (!state || state.epoch !== log.epoch || state.seq > head) return log.snapshot(head);
  return log.delta(state.seq, head);
}

function play(log: FoldLog, steps: readonly Step[], start: LiveState | null): LiveState | null {
  let state = start;
  let head = 0;
  for (const { kind, ...size } of steps) {
    const last = head;
    if ('covers' in size) head = Math.min(log.head, head + size.covers);
    const old = Math.max(0, head - ('back' in size ? size.back : 0));
    if (kind === 'frame' && head > last) state = receive(state, log.delta(last, head), log, head);
    if (kind === 'repeat' && old > 0) state = receive(state, log.delta(old - 1, old), log, head);
    if (kind === 'late-snapshot') state = receive(state, log.snapshot(old), log, head);
    if (kind === 'resume') state = receive(state, answer(state, log, head), log, head);
  }
  return receive(state, answer(state, log, log.head), log, log.head);
}

describe('any interruption and resume equals no interruption', () => {
  it('after losses, repeats, late snapshots and conflated frames the state equals the last snapshot', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.array(step, { maxLength: 40 }), (events, steps) => {
        const log = new FoldLog('e1', events);
        const whole = tableOf(applyFrame(null, log.snapshot(log.head)));
        expect(tableOf(play(log, steps, applyFrame(null, log.snapshot(0))))).toEqual(whole);
        expect(tableOf(play(log, steps, null))).toEqual(whole);
      }),
    );
  });

  it('all data of another epoch of the log is gone', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 20 }),
        fc.array(event, { maxLength: 20 }),
        fc.array(step, { maxLength: 20 }),
        (old, events, steps) => {
          const past = new FoldLog('e0', old);
          const log = new FoldLog('e1', events);
          const remembered = applyFrame(null, past.snapshot(past.head));
          expect(tableOf(play(log, steps, remembered))).toEqual(
            tableOf(applyFrame(null, log.snapshot(log.head))),
          );
        },
      ),
    );
  });

  it('a late delta that covers several earlier ones is harmless', () => {
    const log = new FoldLog('e1', [
      { game: 0, home: 7, points: [7, 0, 0, 0] },
      { game: 1, home: 3, points: [7, 3, 0, 0] },
    ]);
    const first = applyFrame(applyFrame(null, log.snapshot(0)), log.delta(0, 1));
    const both = applyFrame(first, log.delta(0, 2));
    expect(tableOf(both)).toEqual(tableOf(applyFrame(null, log.snapshot(2))));
    expect([...(both?.scopes.week.values() ?? [])].sort()).toEqual([...rows([7, 3, 0, 0])].sort());
  });
});

describe('control experiments: the result of a client without judge', () => {
  const log = new FoldLog('e1', [
    { game: 0, home: 7, points: [7, 0, 0, 0] },
    { game: 1, home: 3, points: [7, 3, 0, 0] },
    { game: 2, home: 6, points: [7, 3, 6, 0] },
  ]);
  const whole = tableOf(applyFrame(null, log.snapshot(log.head)));

  it('failures 7: the last part of the log on a table from before it is a wrong table', () => {
    const old = applyFrame(null, log.snapshot(0)) as LiveState;
    const last = log.delta(2, 3);
    expect(judge(old, last)).toBe('gap');
    expect(tableOf(applyFrame({ ...old, seq: 2 }, last))).not.toEqual(whole);
  });

  it('failures 8: a client that compares only numbers mixes two epochs of the log', () => {
    const past = new FoldLog('e0', [{ game: 0, home: 21, points: [0, 0, 0, 21] }, null]);
    const remembered = applyFrame(null, past.snapshot(past.head)) as LiveState;
    const next = log.delta(2, 3);
    expect(judge(remembered, next)).toBe('other-epoch');
    expect(tableOf(applyFrame({ ...remembered, epoch: 'e1' }, next))).not.toEqual(whole);
  });
});

import { describe, expect, it } from 'vitest';
import { afterPlay, afterUndo, type HandPlay, type HandScore, nextPart } from './hand-score.js';

const LIVE: HandScore = { awayScore: 17, homeScore: 21, state: 'in', period: 3, clock: '9:00' };

describe('H5 a scorer’s tap', () => {
  it.each([
    ['touchdown', 'away', { awayScore: 23 }],
    ['field-goal', 'home', { homeScore: 24 }],
    ['extra-point', 'away', { awayScore: 18 }],
    ['two-point', 'home', { homeScore: 23 }],
    ['safety', 'away', { awayScore: 19 }],
  ] as const)('%s of the %s team', (kind, side, gained) => {
    expect(afterPlay(LIVE, { kind, side })).toEqual({ ...LIVE, ...gained });
  });

  it('starts a game that has not started, and leaves one that is called off', () => {
    const before: HandScore = { awayScore: 0, homeScore: 0, state: 'pre', period: 0, clock: '0:00' };
    const scored = afterPlay(before, { kind: 'safety', side: 'home' });
    expect(scored).toEqual({ awayScore: 0, homeScore: 2, state: 'in', period: 1, clock: '15:00' });
    const off: HandScore = { ...before, state: 'off' };
    expect(afterPlay(off, { kind: 'final' })).toBe(off);
  });

  it('goes through the quarters, half-time and overtime; only a tie continues after the fourth', () => {
    let now: HandScore = { awayScore: 7, homeScore: 7, state: 'pre', period: 0, clock: '0:00' };
    const times: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      now = afterPlay(now, { kind: 'next' });
      times.push(`${now.period} ${now.clock}`);
    }
    expect(times).toEqual(['1 15:00', '2 15:00', '2 0:00', '3 15:00', '4 15:00', '5 10:00', '6 10:00']);
    const decided = { ...now, homeScore: 10 };
    expect(nextPart(decided)).toBeNull();
    expect(afterPlay(decided, { kind: 'next' })).toBe(decided);
    const over = afterPlay(decided, { kind: 'final' });
    expect(over).toEqual({ ...decided, state: 'post', clock: '0:00' });
    expect(afterPlay(over, { kind: 'final' })).toBe(over);
    expect(nextPart(over)).toBeNull();
  });

  it('sets what is given, and leaves the rest', () => {
    expect(afterPlay(LIVE, { kind: 'set' })).toEqual(LIVE);
    expect(afterPlay(LIVE, { kind: 'set', awayScore: 20 })).toEqual({ ...LIVE, awayScore: 20 });
  });

  it('is undone with everything that it changed, and with nothing else', () => {
    const plays: HandPlay[] = [
      { kind: 'touchdown', side: 'away' },
      { kind: 'set', homeScore: 28, period: 4, clock: '2:00' },
      { kind: 'final' },
    ];
    const effects: { before: HandScore; after: HandScore }[] = [];
    for (const play of plays) {
      const before = effects.at(-1)?.after ?? LIVE;
      effects.push({ before, after: afterPlay(before, play) });
    }
    const end = effects.at(-1)?.after ?? LIVE;
    expect(end).toEqual({ awayScore: 23, homeScore: 28, state: 'post', period: 4, clock: '0:00' });
    expect(effects.reduceRight(afterUndo, end)).toEqual(LIVE);
    // somebody else has set the clock meanwhile: the touchdown's undo keeps it
    const [touchdown] = effects;
    if (touchdown === undefined) throw new Error('no play');
    expect(afterUndo({ ...touchdown.after, clock: '7:30' }, touchdown)).toEqual({ ...LIVE, clock: '7:30' });
  });
});

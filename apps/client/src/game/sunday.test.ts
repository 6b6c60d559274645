import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { timeOfDay } from '@sunday-live/contract';
import { validateCard } from '@sunday-live/scoring';
import { describe, expect, it } from 'vitest';
import { climbs, ENTRANTS, sofaTable } from '../pages/landing/model/sofa.js';
import { GAMES, SEASON, WEEK } from './recorded-sunday.js';
import { momentAt, sundayFinals, sundayFrames } from './sunday.js';

const RECORDING = fileURLToPath(new URL('../../../replay/data/sunday-2024-w8.json', import.meta.url));

interface Recording {
  season: number;
  week: number;
  games: { id: string; away: string; home: string }[];
  events: { game: string; kind: string; awayScore: number; homeScore: number }[];
}

const frames = sundayFrames();

describe('the Sunday on the first page', () => {
  it('equals the recording', () => {
    expect(existsSync(RECORDING)).toBe(true);
    const recording: Recording = JSON.parse(readFileSync(RECORDING, 'utf8'));
    expect([SEASON, WEEK]).toEqual([recording.season, recording.week]);
    expect(GAMES.map(([id, , away, home]) => ({ id, away, home }))).toEqual(
      recording.games.map(({ id, away, home }) => ({ id, away, home })),
    );
    const finals = recording.events.filter(({ kind }) => kind === 'final');
    expect(sundayFinals()).toHaveLength(finals.length);
    for (const { game, awayScore, homeScore } of finals) {
      expect(sundayFinals().find(({ id }) => id === game)).toMatchObject({
        awayScore,
        homeScore,
        state: 'post',
      });
    }
    const count = (...kinds: string[]) => recording.events.filter(({ kind }) => kinds.includes(kind)).length;
    const told = (words: string) => frames.filter(({ news }) => news.words === words).length;
    expect(told('Touchdown')).toBe(count('TD'));
    expect(told('Field goal')).toBe(count('FG'));
    expect(told('Final')).toBe(count('final'));
    expect(told('Safety')).toBe(count('safety', '2PT'));
  });

  it('moves forward, and names the team that scored', () => {
    expect(frames.map(({ minute }) => minute)).toEqual(
      frames.map(({ minute }) => minute).sort((a, b) => a - b),
    );
    expect(frames[0]).toMatchObject({ minute: 8, news: { team: 'ATL', words: 'Touchdown' } });
    expect(timeOfDay(momentAt(8), 'America/New_York')).toBe('13:08');
  });
});

describe('the standings on the first page', () => {
  it('have all players with valid cards, and move', () => {
    const table = sofaTable(sundayFinals());
    expect(table).toHaveLength(6);
    const check = {
      type: 'regular' as const,
      locked: new Set<string>(),
      stored: null,
      usedBankers: [],
      usedJokers: 0,
      jokersPerSeason: 3,
    };
    for (const { cards } of ENTRANTS) {
      for (const card of cards) expect(validateCard({ card, games: sundayFinals(), ...check })).toEqual([]);
    }
    const leaders = new Set(frames.map(({ games }) => sofaTable(games)[0]?.n));
    expect(leaders.size).toBeGreaterThanOrEqual(3);
  });

  it('know who climbed with a score', () => {
    const last = frames.at(-1);
    if (!last) throw new Error('no frames');
    expect(climbs(undefined, last).size).toBe(0);
    expect([...climbs(last, last).values()]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...climbs(frames[0], last).values()].some((places) => places > 0)).toBe(true);
  });
});

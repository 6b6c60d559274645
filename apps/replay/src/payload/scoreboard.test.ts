import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRecording } from '../recording/load-recording.js';
import { Replay } from '../replay.js';
import { easternDay, scheduledTexts } from './dates.js';
import { league } from './league.js';
import { type Scoreboard, type ScoreboardEvent, type Shape, scoreboardSchema, shapes } from './schema.js';
import { type Selection, scoreboard } from './scoreboard.js';

const recording = loadRecording();
const thisWeek: Selection = { kind: 'week', season: 2024, week: 8 };

function held() {
  const now = Date.parse('2026-11-22T17:23:42Z');
  const replay = new Replay(recording, { paused: true, now: () => now });
  return {
    replay,
    async at(position: number | string, selection = thisWeek, shape: Shape = '2025'): Promise<Scoreboard> {
      await replay.control({ action: 'seek', position });
      return scoreboard(recording, replay.moment(), selection, shape);
    },
  };
}

function states(payload: Scoreboard): string[] {
  return payload.events.map((event) => event.status.type.state);
}

function competitionOf(event: ScoreboardEvent) {
  const [competition] = event.competitions;
  if (competition === undefined) {
    throw new Error('no competition');
  }
  return competition;
}

function recordsIn(payload: Scoreboard): Map<string, string | undefined> {
  const sides = payload.events.flatMap((event) => competitionOf(event).competitors);
  return new Map(sides.map((side) => [side.team.abbreviation, side.records[0]?.summary]));
}

describe('the payload', () => {
  it('passes the schema in both shapes, at any time and for any week', async () => {
    const { at } = held();
    const position = fc.integer({ min: -1000, max: 39_000 });
    const week = fc.oneof(fc.constant(8), fc.integer({ min: 1, max: 18 }));
    await fc.assert(
      fc.asyncProperty(position, week, fc.constantFrom(...shapes), async (seconds, number, shape) => {
        const payload = await at(seconds, { kind: 'week', season: 2024, week: number }, shape);
        expect(scoreboardSchema.safeParse(payload).error).toBeUndefined();
        expect(payload.week?.number).toBe(number);
      }),
      { numRuns: 60 },
    );
  });

  it('shows winner only when over, odds only before, situation only during the game', async () => {
    const { at } = held();
    for (const position of [-300, 3600, 9000, 15_000, 25_000, 38_252]) {
      for (const event of (await at(position)).events) {
        const { state } = event.status.type;
        const competition = competitionOf(event);
        expect(competition.competitors.map((side) => side.winner !== undefined)).toEqual(
          Array(2).fill(state === 'post'),
        );
        expect(competition.odds !== undefined).toBe(state === 'pre');
        expect(competition.situation !== undefined).toBe(state === 'in');
        expect(competition.status.type).toEqual(event.status.type);
        expect([competition.id, competition.date, competition.startDate]).toEqual([
          event.id,
          event.date,
          event.date,
        ]);
      }
    }
  });

  it('plays the week: Thursday over, Sunday in turn, Monday to come', async () => {
    const { at } = held();
    expect(states(await at(-300)).toSorted()).toEqual([...Array(1).fill('post'), ...Array(15).fill('pre')]);
    const afternoon = await at(3600);
    expect(states(afternoon)).toEqual([...Array(8).fill('in'), ...Array(6).fill('pre'), 'post', 'pre']);
    const end = await at(38_252);
    expect(states(end).filter((state) => state === 'post')).toHaveLength(15);
    expect(end.events.at(-1)?.shortName).toBe('NYG @ PIT');
  });

  it('knows the records of the time', async () => {
    const { at } = held();
    const before = recordsIn(await at(-300));
    expect(before.get('KC')).toBe('6-0');
    expect(before.get('LAR')).toBe('3-4');
    const after = recordsIn(await at(38_252));
    expect(after.get('KC')).toBe('7-0');
    expect(after.get('LV')).toBe('2-6');
    expect(after.get('PIT')).toBe('5-2');
  });

  it('serves past weeks as over and later weeks as not begun', async () => {
    const { at } = held();
    const past = await at(3600, { kind: 'week', season: 2024, week: 7 });
    expect(new Set(states(past))).toEqual(new Set(['post']));
    const future = await at(3600, { kind: 'week', season: 2024, week: 9 });
    expect(new Set(states(future))).toEqual(new Set(['pre']));
    expect(future.week?.teamsOnBye?.map((team) => team.abbreviation)).toEqual(['PIT', 'SF']);
    const nextSeason = await at(3600, { kind: 'week', season: 2025, week: 1 });
    expect(new Set(states(nextSeason))).toEqual(new Set(['pre']));
    expect(nextSeason.season).toEqual({ type: 2, year: 2025 });
  });

  it('serves a day without season and week, and nothing for what it does not know', async () => {
    const { at, replay } = held();
    const monday = (await at(3600)).events.at(-1);
    const day = easternDay(Date.parse(monday?.date ?? ''));
    const single = await at(3600, { kind: 'day', day });
    expect(single.events.map((event) => event.id)).toEqual([monday?.id]);
    expect(single).not.toHaveProperty('season');
    expect(single).not.toHaveProperty('week');
    const unknown: Selection[] = [{ kind: 'nothing' }, { kind: 'week', season: 2019, week: 1 }];
    for (const selection of unknown) {
      const empty = scoreboard(recording, replay.moment(), selection, '2025');
      expect(empty.events).toEqual([]);
      expect(Object.keys(empty)).not.toContain('season');
      expect(Object.keys(empty)).not.toContain('week');
    }
  });

  it('leaves out in the 2022 shape what came later', async () => {
    const { at } = held();
    const [old] = (await at(3600, thisWeek, '2022')).events;
    const [modern] = (await at(3600, thisWeek, '2025')).events;
    if (old === undefined || modern === undefined) {
      throw new Error('no events');
    }
    expect(old).not.toHaveProperty('week');
    expect(modern.week).toEqual({ number: 8 });
    expect(competitionOf(old).status).not.toHaveProperty('isTBDFlex');
    expect(competitionOf(modern).status.isTBDFlex).toBe(false);
    expect(competitionOf(old)).not.toHaveProperty('broadcast');
    expect(Object.keys(competitionOf(old).competitors[0]?.linescores?.[0] ?? {})).toEqual(['value']);
    expect(competitionOf(modern).competitors[0]?.linescores?.[0]).toMatchObject({ period: 1 });
  });

  it('lists the calendar around its own dates', async () => {
    const { at } = held();
    const { leagues, events } = await at(3600);
    const regular = leagues[0]?.calendar[1]?.entries ?? [];
    expect(regular.map((entry) => entry.value)).toEqual(Array.from({ length: 18 }, (_, i) => String(i + 1)));
    const unmoved = league(2024, recording.seasons.get(2024) ?? [], 0, '2025').calendar[1]?.entries;
    expect(unmoved?.[7]).toMatchObject({ startDate: '2024-10-23T07:00Z', endDate: '2024-10-30T06:59Z' });
    const week = regular[7];
    for (const event of events) {
      expect(event.date >= (week?.startDate ?? '') && event.date <= (week?.endDate ?? '')).toBe(true);
    }
  });
});

describe('the texts of a scheduled game', () => {
  it('are in US Eastern time, summer and winter', () => {
    expect(scheduledTexts(Date.parse('2025-12-22T01:20Z'))).toEqual({
      detail: 'Sun, December 21st at 8:20 PM EST',
      shortDetail: '12/21 - 8:20 PM EST',
    });
    expect(scheduledTexts(Date.parse('2022-08-13T17:00Z'))).toEqual({
      detail: 'Sat, August 13th at 1:00 PM EDT',
      shortDetail: '8/13 - 1:00 PM EDT',
    });
  });
});

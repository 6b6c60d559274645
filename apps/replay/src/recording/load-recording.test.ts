import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createReplay } from '../replay.js';
import { dataFolder, loadRecording, sundayNames } from './load-recording.js';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sunday = JSON.parse(readFileSync(join(dataFolder, 'sunday-2024-w8.json'), 'utf8')) as Record<
  string,
  unknown
>;

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('loading a recording', () => {
  it('finds Sundays by name', () => {
    expect(sundayNames()).toContain('2024-w8');
    const recording = loadRecording('2024-w8');
    expect(recording).toMatchObject({ name: '2024-w8', season: 2024, week: 8 });
    expect(recording.games.size).toBe(14);
    expect([...recording.seasons.keys()].sort()).toEqual([2024, 2025]);
    expect(recording.teams.size).toBe(32);
    expect(recording.venues.size).toBe(32);
  });

  it('says which Sundays there are when the name is unknown', () => {
    expect(() => loadRecording('1999-w1')).toThrow(
      /no recorded Sunday named "1999-w1"; there are: .*2024-w8/,
    );
  });

  it('takes the path of a file of the same shape', () => {
    const recording = loadRecording(file('sunday-2024-w8.json', sunday));
    expect(recording.name).toBe('2024-w8');
    expect(recording.seasons.get(2024)?.length).toBe(272);
  });

  it("serves the Sunday's games alone where no season file is", () => {
    const replay = createReplay({
      sunday: file('sunday-2019-w8.json', { ...sunday, season: 2019 }),
      paused: true,
    });
    const schedule = replay.recording.seasons.get(2019) ?? [];
    expect(schedule).toHaveLength(14);
    expect(schedule.map((game) => game.week)).toEqual(Array(14).fill(8));
    expect(schedule.find((game) => game.home === 'WSH')).toMatchObject({ awayScore: 15, homeScore: 18 });
  });

  it.each([
    ['no JSON', '{"season":', /is not readable JSON/],
    ['a missing field', { season: 2024, week: 8 }, /is not a valid recording/],
    ['an event of no game', { ...sunday, games: [(sunday.games as unknown[])[0]] }, /unknown game/],
  ])('refuses %s with a plain message', (name, content, message) => {
    expect(() => loadRecording(file(`${name}.json`, content))).toThrow(message);
  });

  it('drops clock readings that run backwards', () => {
    const id = '401671599';
    const ticks = {
      ...(sunday.ticks as object),
      [id]: [
        [0, 1, 900],
        [60, 1, 840],
        [90, 1, 899],
        [120, 1, 800],
      ],
    };
    const game = loadRecording(file('backwards.json', { ...sunday, ticks })).games.get(id);
    const readings =
      game?.clockPoints.filter((point) => point.period === 1).map((point) => point.clock) ?? [];
    expect(readings).toContain(840);
    expect(readings).not.toContain(899);
    expect(readings).toEqual(readings.toSorted((a, b) => b - a));
  });

  it('refuses a team that it does not know', () => {
    const text = readFileSync(join(dataFolder, 'sunday-2024-w8.json'), 'utf8');
    const other = text.replaceAll('"home":"NE"', '"home":"LON"').replace('"season":2024', '"season":2019');
    expect(() => loadRecording(file('team.json', other))).toThrow(/unknown team LON/);
  });

  it('refuses a missing file and a bad speed', () => {
    expect(() => loadRecording(join(folder, 'none.json'))).toThrow(/no such recording/);
    expect(() => createReplay({ speed: 0.5 })).toThrow(/speed must be a number from 1 to 100000, not 0.5/);
    expect(() => createReplay({ lead: -1 })).toThrow(/lead must be/);
  });
});

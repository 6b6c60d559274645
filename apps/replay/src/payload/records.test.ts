import { describe, expect, it } from 'vitest';
import { loadRecording } from '../recording/load-recording.js';
import { earlierResults, recordsOf } from './records.js';

const recording = loadRecording();

function summaries(season: number, week: number, abbr: string): string[] {
  const results = earlierResults(recording.seasons.get(season) ?? [], week);
  return recordsOf(abbr, results, false, '2025').map((record) => record.summary);
}

describe('records', () => {
  it('are those of the real season', () => {
    expect(summaries(2024, 19, 'KC')).toEqual(['15-2', '8-0', '7-2']);
    expect(summaries(2024, 19, 'DET')).toEqual(['15-2', '7-2', '8-0']);
    expect(summaries(2024, 1, 'KC')).toEqual(['0-0', '0-0', '0-0']);
  });

  it('count ties apart', () => {
    const tied = (recording.seasons.get(2025) ?? []).find((game) => game.awayScore === game.homeScore);
    expect(tied).toMatchObject({ away: 'GB', home: 'DAL', awayScore: 40, homeScore: 40 });
    expect(summaries(2025, 16, 'DAL')[0]).toMatch(/^\d+-\d+-1$/);
    expect(summaries(2025, 5, 'GB')).toEqual(['2-1-1', '2-0', '0-1-1']);
  });

  it('are named as in their year', () => {
    const names = (over: boolean, shape: '2022' | '2025') => recordsOf('KC', [], over, shape)[0];
    expect(names(false, '2025')).toMatchObject({ name: 'overall', abbreviation: 'Any' });
    expect(names(true, '2025')).toMatchObject({ name: 'overall', abbreviation: 'Game' });
    expect(names(false, '2022')).toMatchObject({ name: 'All Splits' });
    expect(names(true, '2022')).toMatchObject({ name: 'YTD' });
  });
});

import type { Season } from '@sunday-live/contract';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { SeasonSelect } from './season-select.js';

const season: Season = {
  season: 2024,
  type: 'post',
  phase: 'post',
  pickWeek: 1,
  resultsWeek: null,
  weeks: [],
  seasons: [
    { season: 2024, type: 'post', played: false },
    { season: 2024, type: 'regular', played: true },
  ],
  lock: 'week',
  rules: 'classic',
  preseason: false,
  playoffs: { bankersOnce: false, jokers: 0 },
};
const html = (given: Season) =>
  renderToStaticMarkup(<SeasonSelect season={given} onSeason={() => undefined} />);

it('R20: leads from one part of a season to another, and is hidden where there is only one', () => {
  expect(html(season)).toContain(
    '<option value="season=2024&amp;type=post" selected="">2024 · Playoffs</option>',
  );
  expect(html(season)).toContain('2024 · Regular season');
  expect(html({ ...season, seasons: season.seasons.slice(0, 1) })).toBe('');
  // an address can name a season that nobody has played
  expect(html({ ...season, type: 'pre' })).toContain('2024 · Preseason');
});

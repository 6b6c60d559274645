import type { WeekGames } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../http/http.js';
import { list, object, type Shape, whole } from '../../http/shape.js';
import { game } from '../../live/frames.js';

const weekGames: Shape<WeekGames> = object<WeekGames>({ season: whole, week: whole, games: list(game) });

/** The games of a week, in the order of their kick-offs. */
export function weekGamesQuery(week: number) {
  return queryOptions({
    queryKey: ['week-games', week],
    queryFn: ({ signal }) => getJson(`/api/weeks/${week}/games`, weekGames, signal),
    staleTime: 60_000,
  });
}

/** How far the server's clock is ahead of the device's, in ms, to about a second: its answers say the time. */
export const clockOffsetQuery = queryOptions({
  queryKey: ['clock-offset'],
  queryFn: async ({ signal }): Promise<number> => {
    const asked = Date.now();
    const answer = await fetch('/api/season', { method: 'HEAD', cache: 'no-store', signal });
    const said = Date.parse(answer.headers.get('date') ?? '');
    // The header has whole seconds: on average the clock was half a second further.
    return Number.isNaN(said) ? 0 : said + 500 - (asked + Date.now()) / 2;
  },
  staleTime: 10 * 60_000,
});

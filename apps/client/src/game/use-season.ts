import { type Season, seasonTypeSchema } from '@sunday-live/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { seasonOf, seasonQuery } from '../http/queries.js';
import { type SeasonKey, sameSeason } from '../http/week.js';

/**
 * The season of the page's address (`?season=2024&type=post`), with its weeks. An address that names none means the current one, or
 * for what was played the newest with cards, as the server has it.
 */
export function useSeason(usual: 'current' | 'played'): UseQueryResult<Season> {
  const [search] = useSearchParams();
  const current = useQuery(seasonQuery);
  const wanted = keyOf(search) ?? (usual === 'played' ? newestPlayed(current.data) : null);
  const another = wanted !== null && current.data !== undefined && !sameSeason(wanted, current.data);
  const other = useQuery({ ...seasonOf(wanted ?? NONE), enabled: another });
  return another ? other : current;
}

/** Asked for by nothing. */
const NONE: SeasonKey = { season: 0, type: 'regular' };

/** The season that an address names; a year alone names its regular season. */
export function keyOf(search: URLSearchParams): SeasonKey | null {
  const year = search.get('season');
  if (year === null || !/^\d{4}$/.test(year)) return null;
  const type = seasonTypeSchema.options.find((one) => one === search.get('type')) ?? 'regular';
  return { season: Number(year), type };
}

function newestPlayed(current: Season | undefined): SeasonKey | null {
  return current?.seasons.find(({ played }) => played) ?? null;
}

import { type Season, seasonTypeSchema } from '@sunday-live/contract';
import { seasonTypeName } from '@sunday-live/scoring';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { seasonOf, seasonQuery } from '../http/queries.js';
import { type SeasonKey, sameSeason, seasonParams } from '../http/week.js';

interface SeasonSelectProps {
  readonly season: Season;
  readonly onSeason: (season: SeasonKey) => void;
}

/** Selects a season and its part; hidden where there is only one. */
export function SeasonSelect({ season, onSeason }: SeasonSelectProps) {
  const known = season.seasons.some((one) => seasonParams(one) === seasonParams(season));
  const all = known ? season.seasons : [season, ...season.seasons];
  if (all.length < 2) return null;
  return (
    <label className="chooser">
      <span className="unseen">Season</span>
      <select
        value={seasonParams(season)}
        onChange={(event) => {
          const chosen = all.find((one) => seasonParams(one) === event.target.value);
          if (chosen !== undefined) onSeason(chosen);
        }}
      >
        {all.map((one) => (
          <option key={seasonParams(one)} value={seasonParams(one)}>
            {one.season} · {seasonTypeName(one.type)}
          </option>
        ))}
      </select>
    </label>
  );
}

/**
 * Reads the season of the page's address (`?season=2024&type=post`), with its weeks. Without one in the
 * address: the current season, or with `played` the server's latest with cards.
 */
export function useSeason(usual: 'current' | 'played'): UseQueryResult<Season> {
  const [search] = useSearchParams();
  const current = useQuery(seasonQuery);
  const wanted = keyOf(search) ?? (usual === 'played' ? newestPlayed(current.data) : null);
  const another = wanted !== null && current.data !== undefined && !sameSeason(wanted, current.data);
  const other = useQuery({ ...seasonOf(wanted ?? NONE), enabled: another });
  return another ? other : current;
}

/** A key for a query that is disabled. */
const NONE: SeasonKey = { season: 0, type: 'regular' };

/** Parses the season of an address; a year alone means its regular season. */
export function keyOf(search: URLSearchParams): SeasonKey | null {
  const year = search.get('season');
  if (year === null || !/^\d{4}$/.test(year)) return null;
  const type = seasonTypeSchema.options.find((one) => one === search.get('type')) ?? 'regular';
  return { season: Number(year), type };
}

function newestPlayed(current: Season | undefined): SeasonKey | null {
  return current?.seasons.find(({ played }) => played) ?? null;
}

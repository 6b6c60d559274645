import type { Season } from '@sunday-live/contract';
import { seasonTypeName } from '@sunday-live/scoring';
import { type SeasonKey, seasonParams } from '../http/week.js';
import styles from '../ui/league-select.module.css';

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
    <label className={styles.league}>
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

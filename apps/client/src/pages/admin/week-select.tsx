import { seasonTypeSchema } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { SeasonSelect } from '../../game/season-select.js';
import { seasonOf, seasonQuery } from '../../http/queries.js';
import { type SeasonKey, sameSeason, type WeekKey, weekKey } from '../../http/week.js';
import { useFilter } from '../../ui/use-address.js';
import styles from './admin-page.module.css';

/**
 * Returns the selected week: at first the one that takes picks, otherwise the last with results.
 * @param inPlay at first the last week that is locked and not over, if there is one
 */
export function useWeek(inPlay = false): readonly [week: WeekKey | null, choose: (week: WeekKey) => void] {
  const { data } = useQuery(seasonQuery);
  const [asked, ask] = useFilter('week', '', (value) => weekOf(value) !== null);
  const playing = inPlay ? data?.weeks.filter(({ state }) => state === 'locked').at(-1)?.week : undefined;
  const usual = playing ?? data?.pickWeek ?? data?.resultsWeek ?? data?.weeks[0]?.week ?? null;
  const current = data && usual !== null ? { season: data.season, type: data.type, week: usual } : null;
  return [weekOf(asked) ?? current, (week) => ask(weekKey(week).join('-'))];
}

/** Parses the week of the address: `2024-regular-8`. */
function weekOf(text: string): WeekKey | null {
  const [, season, part, week] = /^(\d{4})-([a-z]+)-(\d{1,2})$/.exec(text) ?? [];
  const type = seasonTypeSchema.options.find((known) => known === part);
  return type === undefined ? null : { season: Number(season), type, week: Number(week) };
}

interface WeekSelectProps {
  readonly week: WeekKey | null;
  readonly onChange: (week: WeekKey) => void;
}

/** Selects a week of any season. */
export function WeekSelect({ week, onChange }: WeekSelectProps) {
  const id = useId();
  const current = useQuery(seasonQuery);
  const another = week !== null && current.data !== undefined && !sameSeason(week, current.data);
  const other = useQuery({ ...seasonOf(week ?? NONE), enabled: another });
  const season = another ? other.data : current.data;
  if (season === undefined) return null;
  return (
    <>
      <SeasonSelect
        season={season}
        onSeason={({ season: year, type }) => onChange({ season: year, type, week: 1 })}
      />
      <div className={styles.field}>
        <label htmlFor={id}>Week</label>
        <select
          id={id}
          value={week?.week ?? ''}
          onChange={(event) =>
            onChange({ season: season.season, type: season.type, week: Number(event.target.value) })
          }
        >
          {season.weeks.map((entry) => (
            <option key={entry.week} value={entry.week}>
              {entry.name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

/** A key for a query that is disabled. */
const NONE: SeasonKey = { season: 0, type: 'regular' };

import { TEAMS } from '@sunday-live/contract';
import { SelectField } from '../ui/form.js';

/** Returns every zone that the browser knows, and the chosen one, sorted. */
export function zonesWith(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort();
}

/** Selects the time zone of all times, on pages and in emails. */
export function ZoneField({ zone }: { readonly zone: string }) {
  return (
    <SelectField label="Time zone" name="timeZone" defaultValue={zone}>
      {zonesWith(zone).map((name) => (
        <option key={name} value={name}>
          {name.replaceAll('_', ' ')}
        </option>
      ))}
    </SelectField>
  );
}

const BY_NAME = TEAMS.map(({ abbr, town, nickname }) => ({ abbr, name: `${town} ${nickname}` })).sort(
  (a, b) => (a.name < b.name ? -1 : 1),
);

/** Selects the team of the badge beside a player's name; '' is none. */
export function TeamField({ team }: { readonly team: string | null }) {
  return (
    <SelectField label="Favourite team" name="team" defaultValue={team ?? ''}>
      <option value="">None</option>
      {BY_NAME.map(({ abbr, name }) => (
        <option key={abbr} value={abbr}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

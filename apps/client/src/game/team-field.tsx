import { TEAMS } from '@sunday-live/contract';
import { SelectField } from '../ui/field.js';

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

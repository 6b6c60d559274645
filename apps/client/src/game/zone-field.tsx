import { SelectField } from '../ui/field.js';
import { zonesWith } from './time-zones.js';

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

import { SelectField } from '../ui/field.js';
import { zonesWith } from './time-zones.js';

/** The zone in which kick-offs are told, on the pages and in mails. */
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

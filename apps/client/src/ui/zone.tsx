import { dateAndTime, dayAndTime, deviceZone, type Instant } from '@sunday-live/contract';
import { createContext, useContext } from 'react';

/** The time zone of all times on the page: the player's profile's; for visitors the device's. */
export const ZoneContext = createContext(deviceZone());

export function useZone(): string {
  return useContext(ZoneContext);
}

interface WhenProps {
  /** null: never, or not known. */
  readonly at: Instant | null;
  /** With the year, where the time may be older than a season. */
  readonly year?: boolean;
}

/** Shows a time: `Thu 26 Nov, 21:00`, or `26 Nov 2026, 21:00`. */
export function When({ at, year = false }: WhenProps) {
  const zone = useZone();
  if (at === null) return '–';
  return <time dateTime={new Date(at).toISOString()}>{(year ? dateAndTime : dayAndTime)(at, zone)}</time>;
}

/** Returns every zone that the browser knows, and the chosen one, sorted. */
export function zonesWith(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort();
}

const eastern = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});
const easternNumbers = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** `2024-10-27T17:00Z`. */
export function espnDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

/** The day in US Eastern time as `20241027`. */
export function easternDay(time: number): string {
  return easternNumbers.format(time).replaceAll('-', '');
}

/** `Sun, December 21st at 8:20 PM EST` and `12/21 - 8:20 PM EST`. */
export function scheduledTexts(time: number): { detail: string; shortDetail: string } {
  const parts = new Map(eastern.formatToParts(time).map((part) => [part.type, part.value]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = Number(get('day'));
  const hour = `${get('hour')}:${get('minute')} ${get('dayPeriod')} ${get('timeZoneName')}`;
  const month = Number(easternDay(time).slice(4, 6));
  return {
    detail: `${get('weekday')}, ${get('month')} ${day}${ordinalSuffix(day)} at ${hour}`,
    shortDetail: `${month}/${day} - ${hour}`,
  };
}

/** `1st`, `2nd`, `3rd`, `4th`. */
export function ordinal(value: number): string {
  return `${value}${ordinalSuffix(value)}`;
}

function ordinalSuffix(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14;
  return teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
}

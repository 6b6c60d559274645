import { type Span, standingsPath } from './standings-query.js';

/** Saves the standings as a file. Throws when the server does not give them. */
export async function saveCsv(league: string, span: Span): Promise<void> {
  const response = await fetch(standingsPath(league, span), { headers: { accept: 'text/csv' } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = span.scope === 'week' ? `standings-week-${span.week}.csv` : 'standings-season.csv';
  link.click();
  // The browser has taken the address by the end of this turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** What the page can show, in the order of its switch: the season, one week, the season three ways more. */
export const VIEWS = [
  { value: 'season', label: 'Season' },
  { value: 'week', label: 'This week' },
  { value: 'weeks', label: 'All weeks' },
  { value: 'figures', label: 'Figures' },
  { value: 'divisions', label: 'Divisions' },
] as const;

export type View = (typeof VIEWS)[number]['value'];

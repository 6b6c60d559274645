/** The views of the page, in the order of the switch. */
export const VIEWS = [
  { value: 'season', label: 'Season' },
  { value: 'week', label: 'This week' },
  { value: 'weeks', label: 'All weeks' },
  { value: 'figures', label: 'Figures' },
  { value: 'divisions', label: 'Divisions' },
] as const;

export type View = (typeof VIEWS)[number]['value'];

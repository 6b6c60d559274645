/** What the page can show: three views of the season, the divisions, one week. */
export type View = 'season' | 'details' | 'weeks' | 'divisions' | 'week';

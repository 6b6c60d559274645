/** A section of the console. */
interface Place {
  readonly label: string;
  readonly href: string;
}

/** The section that handles an alert, by the first part of its key. */
const PLACES: Readonly<Record<string, Place>> = {
  results: { label: 'Open Results', href: '/admin/results' },
  moved: { label: 'Open Results', href: '/admin/results' },
  feed: { label: 'Open Feed', href: '/admin/feed' },
  'forced-jokers': { label: 'Open Season', href: '/admin/season' },
  outside: { label: 'Open Queues', href: '/admin/queues' },
  backups: { label: 'Open Backups', href: '/admin/backups' },
  standings: { label: 'Open Correct a card', href: '/admin/corrections' },
};

/** Returns the section that handles an alert; null when none does. @param key such as `results/2024/2/8` */
export function placeOf(key: string): Place | null {
  return PLACES[key.slice(0, key.indexOf('/'))] ?? null;
}

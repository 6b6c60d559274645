/** A section of the console. */
interface Place {
  readonly label: string;
  readonly href: string;
}

/** Where an alert is dealt with, by the first part of its key. */
const PLACES: Readonly<Record<string, Place>> = {
  results: { label: 'Open Results', href: '/admin/results' },
  moved: { label: 'Open Results', href: '/admin/results' },
  feed: { label: 'Open Feed', href: '/admin/feed' },
  'forced-jokers': { label: 'Open Season', href: '/admin/season' },
  outside: { label: 'Open Queues', href: '/admin/queues' },
  standings: { label: 'Open Correct a card', href: '/admin/corrections' },
};

/** The section that an alert asks for; null where no section can help. @param key such as `results/2024/2/8` */
export function placeOf(key: string): Place | null {
  return PLACES[key.slice(0, key.indexOf('/'))] ?? null;
}

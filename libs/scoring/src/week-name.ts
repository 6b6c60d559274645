/** A part of a season, with its own weeks, cards and standings. */
export type SeasonType = 'pre' | 'regular' | 'post';

interface Names {
  /** As a title: `Wild Card`. */
  readonly name: string;
  /** Within a sentence: `your card for the Wild Card round`. */
  readonly phrase: string;
}

/** The playoffs by the feed's numbers; week 4 is the Pro Bowl, which has no picks. */
const ROUNDS: ReadonlyMap<number, Names> = new Map([
  [1, { name: 'Wild Card', phrase: 'the Wild Card round' }],
  [2, { name: 'Divisional Round', phrase: 'the Divisional Round' }],
  [3, { name: 'Conference Championships', phrase: 'the Conference Championships' }],
  [4, { name: 'Pro Bowl', phrase: 'the Pro Bowl' }],
  [5, { name: 'Super Bowl', phrase: 'the Super Bowl' }],
]);

/**
 * Returns the name of a week as a title: `Week 4`, `Wild Card`, `Super Bowl`. No other function names weeks.
 */
export function weekName(type: SeasonType, week: number): string {
  return namesOf(type, week).name;
}

/** Returns the name of a week within a sentence: `week 4`, `the Super Bowl`. */
export function weekPhrase(type: SeasonType, week: number): string {
  return namesOf(type, week).phrase;
}

function namesOf(type: SeasonType, week: number): Names {
  if (type === 'regular') return { name: `Week ${week}`, phrase: `week ${week}` };
  if (type === 'post')
    return ROUNDS.get(week) ?? { name: `Round ${week}`, phrase: `round ${week} of the playoffs` };
  // the feed counts the Hall of Fame game as week 1
  if (week === 1) return { name: 'Hall of Fame Game', phrase: 'the Hall of Fame Game' };
  return { name: `Preseason Week ${week - 1}`, phrase: `preseason week ${week - 1}` };
}

/** Returns the name of a part of a season: `Regular season`. */
export function seasonTypeName(type: SeasonType): string {
  return { pre: 'Preseason', regular: 'Regular season', post: 'Playoffs' }[type];
}

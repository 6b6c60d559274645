import type { Picks } from '../../../http/queries.js';

/**
 * The own card, whole, with what a later reading of the league's cards knows of it: they hold what is locked, the same for everybody,
 * so they count when the own card was read before another device has saved it.
 */
export function withLockedOf(mine: Picks, ofLeague: Picks | undefined): Picks {
  if (ofLeague === undefined) return mine;
  const { picks, banker, joker, corrected } = ofLeague;
  const own = banker === null ? mine : { banker, joker: joker || (mine.banker === banker && mine.joker) };
  return { picks: { ...mine.picks, ...picks }, banker: own.banker, joker: own.joker, corrected };
}

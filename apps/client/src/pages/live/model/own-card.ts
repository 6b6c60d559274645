import type { Picks } from '../../../http/queries.js';

/**
 * Merges the own card with a later reading of the league's cards. Those contain what is locked, the same for
 * everybody, so they win when another device has saved after the own card was read.
 */
export function withLockedOf(mine: Picks, ofLeague: Picks | undefined): Picks {
  if (ofLeague === undefined) return mine;
  const { picks, banker, joker, corrected } = ofLeague;
  const own = banker === null ? mine : { banker, joker: joker || (mine.banker === banker && mine.joker) };
  return { picks: { ...mine.picks, ...picks }, banker: own.banker, joker: own.joker, corrected };
}

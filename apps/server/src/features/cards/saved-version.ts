import type { CardInput } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { AppError, type InputProblem } from '../../platform/errors/app-error.js';
import type { WeekNow } from '../calendar/season.service.js';
import type { StoredCard } from './card.store.js';
import { changedGames, sameCard } from './card-change.js';
import { ownCard } from './own-card.js';

const IF_MATCH = /^(?:W\/)?"?(\d{1,9})"?$/;

/**
 * Returns the version that a save was made from: from the body, otherwise from the `If-Match` header; undefined: the
 * last save wins.
 * @throws AppError `invalid-input` for a header that is no version
 */
export function givenVersion({ version }: CardInput, ifMatch: string | undefined): number | undefined {
  if (version !== undefined || ifMatch === undefined) return version;
  const found = IF_MATCH.exec(ifMatch.trim())?.[1];
  if (found !== undefined) return Number(found);
  const message = 'If-Match must be the version of the card';
  throw new AppError('invalid-input', undefined, [{ code: 'invalid_format', path: 'If-Match', message }]);
}

/**
 * Refuses a card that was made from another version than the stored one (rule S25). A card equal to the stored one is
 * accepted, since it is the same save sent again.
 * @param after the card that would be stored
 * @throws AppError `card-changed` with the stored card, and the differences as problems
 */
export function demandVersion(
  scene: WeekNow,
  stored: StoredCard | null,
  after: CardPicks,
  version: number | undefined,
): void {
  if (version === undefined || version === (stored?.version ?? 0)) return;
  if (stored !== null && sameCard(stored, after)) return;
  throw new AppError('card-changed', undefined, differences(scene, stored, after), undefined, {
    card: ownCard(scene, stored),
  });
}

function differences({ week }: WeekNow, stored: StoredCard | null, after: CardPicks): InputProblem[] {
  const differ = changedGames(stored, after);
  const picks = week.games.filter(({ id }) => differ.has(id) && stored?.picks[id] !== after.picks[id]);
  const teamOf = (id: string | null): string => week.games.find((game) => game.id === id)?.away ?? 'none';
  return [
    ...picks.map((game) => {
      const side = stored?.picks[game.id];
      const saved = side === undefined ? 'no pick' : game[side];
      return {
        code: 'pick-differs',
        game: game.id,
        message: `${game.away} at ${game.home}: saved is ${saved}.`,
      };
    }),
    ...((stored?.banker ?? null) === after.banker
      ? []
      : [{ code: 'banker-differs', message: `Banker: saved is ${teamOf(stored?.banker ?? null)}.` }]),
    ...((stored?.joker ?? false) === after.joker
      ? []
      : [{ code: 'joker-differs', message: `Joker: saved is ${stored?.joker ? 'on' : 'off'}.` }]),
  ];
}

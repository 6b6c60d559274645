import type { Card, Game } from '@sunday-live/contract';
import { type CardPicks, cardProgress } from '@sunday-live/scoring';
import { sameCard, shownCard } from '../../card-page/model/draft.js';
import { teamName } from '../../live-page/model/words.js';

/** How the card of the open week stands, and what its button says. */
export interface CardState {
  readonly tone: 'todo' | 'done';
  readonly words: string;
  readonly action: string;
}

/** @param stored what the server has; null: nothing saved. @param draft what this device has kept; null: nothing */
export function cardState(
  stored: Card | null,
  draft: CardPicks | null,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): CardState {
  const saved = stored ?? { picks: {}, banker: null, joker: false };
  const shown = shownCard(draft, saved, games, locked);
  const { picked, games: of, missing } = cardProgress(shown, games, locked);
  if (!sameCard(shown, saved)) {
    return {
      tone: 'todo',
      words: stored
        ? 'Your card is in, but changes on this device are not saved.'
        : `${picked} of ${of} picked on this device, not saved yet.`,
      action: 'Go on with your card',
    };
  }
  if (!stored) return { tone: 'todo', words: `No card yet: ${of} games to pick.`, action: 'Make your card' };
  if (missing.length > 0) {
    const what = missing.length === 1 ? 'one game has' : `${missing.length} games have`;
    return {
      tone: 'todo',
      words: `${picked} of ${of} picked: ${what} no pick yet.`,
      action: 'Finish your card',
    };
  }
  return { tone: 'done', words: `Your card is in${marks(stored, games)}.`, action: 'Look or change' };
}

function marks({ banker, joker }: Card, games: readonly Game[]): string {
  const team = games.find(({ id }) => id === banker)?.away;
  return `${team ? `, banker ${teamName(team)}` : ''}${joker ? ', joker played' : ''}`;
}

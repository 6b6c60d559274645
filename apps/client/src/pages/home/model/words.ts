import type { Card, Game, MyCards, Season } from '@sunday-live/contract';
import { bankerTeam, cardProgress, weekName } from '@sunday-live/scoring';
import { type Draft, lateChanges, lateWords, sameCard, shownCard } from '../../../game/card-draft.js';
import { kickoffTime } from '../../../game/clock.js';
import { teamName } from '../../../game/words.js';
import type { WeekKey } from '../../../http/week.js';

/** Notices about a card that changed without its player. */
export interface CardNews {
  readonly week: number;
  readonly messages: readonly string[];
}

/**
 * Returns the notices about cards of weeks that are not over: games that have left the week, and a banker or
 * joker that must be chosen again because another week has used it.
 */
export function newsOfCards({ cards }: MyCards, { weeks }: Pick<Season, 'weeks'>): CardNews[] {
  const over = new Set(weeks.filter(({ state }) => state === 'done').map(({ week }) => week));
  return cards
    .filter(({ week }) => !over.has(week))
    .map(({ week, problems = [] }) => ({ week, messages: problems.map(({ message }) => message) }))
    .filter(({ messages }) => messages.length > 0);
}

/** Returns the state of a week whose deadline has passed, in words: before, between and during its games. */
export function weekWords(
  { type, week }: Pick<WeekKey, 'type' | 'week'>,
  games: readonly Game[],
  timeZone: string,
): string {
  const name = weekName(type, week);
  if (games.some(({ state }) => state === 'in')) return `${name} is in progress.`;
  const [next] = games
    .filter(({ state }) => state === 'pre')
    .sort((a, b) => Date.parse(a.kickoff) - Date.parse(b.kickoff));
  if (!next) return `${name} is over.`;
  const begun = games.some(({ state }) => state === 'post');
  return `${name} ${begun ? 'continues' : 'begins'}: ${kickoffTime(next, timeZone)}.`;
}

/** The state of the open week's card, with the label of its button. */
export interface CardState {
  readonly tone: 'todo' | 'done';
  readonly words: string;
  readonly action: string;
  /** Changes made on this device that were not saved in time. */
  readonly late: readonly string[];
}

/**
 * Returns the state. @param stored the server's card; null: none saved. @param draft this device's draft;
 * null: none
 */
export function cardState(
  stored: Card | null,
  draft: Draft | null,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): CardState {
  const saved = stored ?? { picks: {}, banker: null, joker: false };
  const changes = lateChanges(draft, saved, games, locked);
  const late = lateWords(changes, stored?.version ?? 0, games, locked);
  const shown = shownCard(draft, saved, games, locked);
  const { picked, games: of, missing } = cardProgress(shown, games, locked);
  if (!sameCard(shown, saved)) {
    return {
      tone: 'todo',
      words: stored
        ? 'Your card is in, but changes on this device are not saved.'
        : `${picked} of ${of} picked on this device, not saved yet.`,
      action: 'Continue your card',
      late,
    };
  }
  if (!stored) {
    return { tone: 'todo', words: `No card yet: ${of} games to pick.`, action: 'Make your card', late };
  }
  if (missing.length > 0) {
    const what = missing.length === 1 ? 'one game has' : `${missing.length} games have`;
    return {
      tone: 'todo',
      words: `${picked} of ${of} picked: ${what} no pick yet.`,
      action: 'Finish your card',
      late,
    };
  }
  const change = changeNeeded(stored, games, locked);
  if (change !== null) return { tone: 'todo', words: change, action: 'Change your card', late };
  return { tone: 'done', words: `Your card is in${marks(stored, games)}.`, action: 'Look or change', late };
}

/** Returns what must be chosen again on a complete card; null: nothing. */
function changeNeeded(
  { picks, banker, problems = [] }: Card,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): string | null {
  if (problems.some(({ code }) => code !== 'game-moved')) return 'Your card needs a change.';
  const canHaveBanker = games.some(
    ({ id, state }) => picks[id] === 'away' && state === 'pre' && !locked.has(id),
  );
  return problems.length > 0 && banker === null && canHaveBanker ? 'Your card has no banker any more.' : null;
}

function marks(card: Card, games: readonly Game[]): string {
  const { banker, joker } = card;
  const game = games.find(({ id }) => id === banker);
  const team = game && bankerTeam(card, game);
  return `${team ? `, banker ${teamName(team)}` : ''}${joker ? ', joker played' : ''}`;
}

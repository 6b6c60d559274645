import type { Game } from '@sunday-live/contract';
import type { LiveEvent } from '../../../../live/changes.js';
import { keyOf } from '../../use-events.js';
import { type FieldInput, fieldOf } from './field.js';

const NOT_BEGUN: ReadonlyMap<string, Game> = new Map();

/** The effect of one event on the standings. */
export interface RankStory {
  /** The viewer's rank before and after; null without a row. */
  readonly own: { readonly before: number; readonly after: number; readonly points: number } | null;
  /** The player who took the lead; null: no new leader. */
  readonly leads: number | null;
}

/**
 * Computes the effect of each event, by its key: it replays the week, event by event, with the cards as they
 * count now. Empty where the replay does not end in the current standings, because then a card or an event is
 * missing.
 * @param feed newest first
 * @param start the games before the first event; others had not begun
 */
export function eventRanks(
  input: FieldInput,
  feed: readonly LiveEvent[],
  me: number | null,
  start: ReadonlyMap<string, Game> = NOT_BEGUN,
): ReadonlyMap<string, RankStory> {
  const { engine, scope, members, whole } = fieldOf(input);
  const { games } = input.state;
  const stories = new Map<string, RankStory>();
  const events = feed.filter(({ cause }) => games.has(cause.game)).toReversed();
  if (!whole || !endsAsItStands(events, games)) return stories;
  for (const id of new Set(events.map(({ cause }) => cause.game))) {
    const game = games.get(id);
    if (game) engine.setGame(start.get(id) ?? { ...game, awayScore: 0, homeScore: 0, state: 'pre' });
  }
  const rank = () => (me === null ? 0 : engine.rankOf(scope, members, me));
  const points = () => (me === null ? 0 : engine.pointsOf(scope, me));
  const leaders = () => engine.top(scope, members, 2).filter((row) => row[1] === 1);
  for (const event of events) {
    const game = games.get(event.cause.game);
    if (!game) continue;
    const [rankBefore, pointsBefore, ledBefore] = [rank(), points(), leaders()];
    engine.setGame(after(game, event));
    const led = leaders();
    const alone = led.length === 1 ? led[0]?.[0] : undefined;
    const before = ledBefore.length === 1 ? ledBefore[0]?.[0] : undefined;
    stories.set(keyOf(event), {
      own: rankBefore === 0 ? null : { before: rankBefore, after: rank(), points: points() - pointsBefore },
      leads: alone !== undefined && alone !== before ? alone : null,
    });
  }
  // season ties may depend on other weeks, which are not loaded here
  const stands = me === null || rank() === (input.state.scopes[scope].get(me)?.[1] ?? 0);
  return stands ? stories : new Map();
}

function after(game: Game, { cause, awayScore, homeScore }: LiveEvent): Game {
  return { ...game, awayScore, homeScore, state: cause.kind === 'final' ? 'post' : 'in' };
}

/** Returns whether the last event of each game has the current score, so that no event is missing. */
function endsAsItStands(events: readonly LiveEvent[], games: ReadonlyMap<string, Game>): boolean {
  const last = new Map(events.map((event) => [event.cause.game, event]));
  return [...last.values()].every(({ cause, awayScore, homeScore }) => {
    const game = games.get(cause.game);
    return game?.awayScore === awayScore && game.homeScore === homeScore && game.state !== 'off';
  });
}

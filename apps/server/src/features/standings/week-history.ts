import type { Game, HistoryEvent, WeekBase } from '@sunday-live/contract';
import type { Rules } from '@sunday-live/scoring';
import { sidesExchanged } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { byKickoff } from '../slate/stored-game.js';
import type { SeasonColumns } from './season-columns.js';

/** Returns the ids of members whose joker of the week counts by the rules of the columns. */
export function jokersThatCount(
  { weeks, members, players }: SeasonColumns,
  week: number,
): ReadonlySet<string> {
  const jokers = weeks.find((each) => each.week === week)?.values?.jokers;
  return new Set([...members].filter((slot) => jokers?.[slot] === 1).map((slot) => players.at(slot).id));
}

/** Returns the totals of the season's other weeks, for each member with a card in one of them. */
export function basesOf(
  { weeks, members, players }: SeasonColumns,
  except: number,
  rules: Rules,
): WeekBase[] {
  const valuesOf = (wanted: (week: number) => boolean) =>
    weeks.flatMap(({ week, values }) => (values !== null && wanted(week) ? [values] : []));
  const others = valuesOf((week) => week !== except);
  const spending = rules.joker?.counts === 'first' ? valuesOf((week) => week < except) : [];
  return [...members]
    .filter((slot) => others.some(({ has }) => has[slot] === 1))
    .map((slot) => {
      const jokerSpent = spending.some(({ jokers }) => jokers[slot] === 1);
      const base = {
        player: players.at(slot).id,
        points: 0,
        right: 0,
        bankerPoints: 0,
        bankers: 0,
        jokerSpent,
      };
      for (const { totals } of others) {
        for (const field of ['points', 'right', 'bankerPoints', 'bankers'] as const)
          base[field] += totals[field][slot] ?? 0;
      }
      return base;
    });
}

/** Returns games that the events name and that are no longer in the week. */
export function gamesThatLeft(
  now: readonly Pick<Game, 'id'>[],
  events: readonly Pick<SlateEvent, 'body'>[],
): string[] {
  const here = new Set(now.map(({ id }) => id));
  const named = events.flatMap(({ body }) => (body.kind === 'games' ? body.games : []));
  return [...new Set(named.map(({ id }) => id))].filter((id) => !here.has(id));
}

/**
 * Builds a week's log for members: the games before the first event, and the events. Folding the events over the games
 * results in `now`. Games whose sides were exchanged are shown with their current sides, like their picks.
 * @param now the current games of the week
 * @param events all events of the week, oldest first; kinds other than `games` are skipped
 */
export function weekHistory(
  now: readonly Game[],
  events: readonly SlateEvent[],
): { games: Game[]; events: HistoryEvent[] } {
  const first = new Map<string, Game | null>();
  const shown: HistoryEvent[] = [];
  const today = new Map(now.map((game) => [game.id, game]));
  const facing = (game: Game): Game => {
    const known = today.get(game.id);
    return known !== undefined && sidesExchanged({ game: known, old: game }) ? exchanged(game) : game;
  };
  for (const { seq, at, body } of events) {
    if (body.kind !== 'games') continue;
    const before = new Map(body.before.map((game) => [game.id, facing(game)]));
    for (const { id } of body.games) if (!first.has(id)) first.set(id, before.get(id) ?? null);
    shown.push({
      seq,
      at,
      games: body.games.map(facing),
      ...(body.cause === undefined ? {} : { cause: body.cause }),
    });
  }
  const untouched = now.filter((game) => !first.has(game.id));
  const unwound = [...first.values()].filter((game) => game !== null);
  return { games: [...untouched, ...unwound].sort(byKickoff), events: shown };
}

const OTHER = { home: 'away', away: 'home' } as const;

function exchanged({ leader, possession, ...game }: Game): Game {
  return {
    ...game,
    away: game.home,
    home: game.away,
    awayScore: game.homeScore,
    homeScore: game.awayScore,
    leader: leader === null || leader === 'tie' ? leader : OTHER[leader],
    ...(possession === undefined ? {} : { possession: OTHER[possession] }),
  };
}

import type { Game, History, LeagueCards, RulesName, StandingsRow } from '@sunday-live/contract';
import {
  EMPTY_BASE,
  type RankRace,
  type Row,
  RULES,
  rankRace,
  StandingsEngine,
  WeekFold,
} from '@sunday-live/scoring';
import { sharedRanks } from '../../../game/standings.js';

/** A week of a league that can move to any position of its log. Players are numbered as in `players`. */
export interface WeekReplay {
  readonly fold: WeekFold<Game>;
  readonly players: readonly StandingsRow[];
  /** The viewer's number; -1 without a card. */
  readonly own: number;
  readonly events: History['events'];
  /** Positions just after a score or a correction, ascending. */
  readonly scores: readonly number[];
}

/** The leaders, and the places of some players, at every position. */
export interface Race extends RankRace {
  /** The players of `ranks`, in its order. */
  readonly watched: readonly number[];
}

export interface WeekOfLeague {
  readonly history: History;
  /** The week's current standings; their players take part. */
  readonly rows: readonly StandingsRow[];
  readonly cards: LeagueCards['cards'];
  readonly rules: RulesName;
}

/** Builds a replay. @param me the viewer's id */
export function weekReplay({ history, rows, cards, rules }: WeekOfLeague, me: string): WeekReplay {
  const engine = new StandingsEngine(RULES[rules], { capacity: Math.max(1, rows.length) });
  const byPlayer = new Map(cards.map((card) => [card.player, card]));
  for (const [n, { id, name }] of rows.entries()) {
    const { picks = {}, banker = null, jokerCounts: joker = false } = byPlayer.get(id) ?? {};
    engine.setPlayer(n, { name, card: { picks, banker, joker }, base: EMPTY_BASE });
  }
  const { events, games } = history;
  const fold = new WeekFold(
    engine,
    games,
    events.map((event) => event.games),
    ({ week }) => week === history.week,
  );
  const own = rows.findIndex(({ id }) => id === me);
  const scores = events.flatMap(({ cause }, i) =>
    cause && cause.kind !== 'kick-off' && cause.kind !== 'final' ? [i + 1] : [],
  );
  return { fold, players: rows, own, events, scores };
}

/** The largest number of rivals' lines; more could not be distinguished. */
export const MOST_RIVALS = 5;

/**
 * Computes the race of the viewer against chosen rivals; without any of them in the week, against the best
 * three and the players who ended beside the viewer.
 * @param rivals ids; the last few of them count
 */
export function raceOf({ players, own, fold }: WeekReplay, rivals: readonly string[] = []): Race {
  const chosen = rivals
    .map((id) => players.findIndex((player) => player.id === id))
    .filter((n) => n >= 0 && n !== own)
    .slice(-MOST_RIVALS);
  const watched =
    chosen.length === 0 ? racers(players, own) : [...new Set(own < 0 ? chosen : [own, ...chosen])];
  return { watched, ...rankRace(fold, 'all', watched) };
}

/** Returns the last position up to a `seq` of the log, to which a link to an event leads. */
export function positionOf(events: History['events'], seq: number): number {
  return events.findLastIndex((event) => event.seq <= seq) + 1;
}

/**
 * Returns the nearest of ascending positions before (`-1`) or after (`1`) this one; undefined when there is
 * none.
 */
export function neighbour(positions: readonly number[], from: number, step: -1 | 1): number | undefined {
  return step === 1
    ? positions.find((position) => position > from)
    : positions.findLast((position) => position < from);
}

/** A part of the standings, and its shared ranks. */
export interface ShownRows {
  readonly rows: readonly Row[];
  readonly shared: ReadonlySet<number>;
}

/** Returns the best rows and those around the viewer, because nobody reads a thousand. */
export function shownRows({ fold, own }: WeekReplay, top: number, beside: number): ShownRows {
  const { engine } = fold;
  const best = engine.top('week', 'all', top);
  const shown = new Set(best.map(([n]) => n));
  const around = own < 0 ? [] : engine.around('week', 'all', own, beside, beside);
  // players who share a rank are neighbours, so one more row at each edge shows it
  const more = [
    ...engine.top('week', 'all', top + 1),
    ...(own < 0 ? [] : engine.around('week', 'all', own, beside + 1, beside + 1)),
  ];
  const ranks = new Map(more.map(([n, rank]) => [n, { rank }]));
  return {
    rows: [...best, ...around.filter(([n]) => !shown.has(n))],
    shared: sharedRanks([...ranks.values()]),
  };
}

function racers(rows: readonly StandingsRow[], own: number): number[] {
  const order = [...rows.keys()].sort((a, b) => (rows[a]?.rank ?? 0) - (rows[b]?.rank ?? 0) || a - b);
  const at = order.indexOf(own);
  const beside = at < 0 ? [] : [order[at - 1], order[at], order[at + 1]];
  const chosen = new Set([...order.slice(0, 3), ...beside.filter((n) => n !== undefined)]);
  return order.filter((n) => chosen.has(n));
}

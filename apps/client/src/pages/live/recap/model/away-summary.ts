import { currentGameDay } from '@sunday-live/scoring';
import type { LiveState } from '../../../../live/apply-frame.js';
import type { LiveEvent } from '../../../../live/changes.js';
import { movedGames } from '../../../../live/changes.js';
import { isShared } from '../../../../live/large-league.js';
import { keyOf } from '../../use-events.js';
import { eventRanks, type RankStory } from '../../what-if/model/event-ranks.js';
import type { FieldInput } from '../../what-if/model/field.js';

export interface RecapInput extends Omit<FieldInput, 'state'> {
  /** The state last seen, and the current one. */
  readonly from: LiveState;
  readonly to: LiveState;
  /** The viewer's number; null without a row. */
  readonly me: number | null;
  /** Events; those outside the two states are ignored. */
  readonly events: readonly LiveEvent[];
}

/** A place in the standings. */
export interface Place {
  readonly rank: number;
  /** Others have it too. */
  readonly shared: boolean;
  readonly points: number;
}

/** One event with its effect; undefined where the week could not be replayed. */
export interface RecapLine {
  readonly event: LiveEvent;
  readonly story: RankStory | undefined;
}

/** What changed in the standings during an absence. */
export interface RecapMoves {
  readonly kind: 'moves';
  readonly own: { readonly before: Place; readonly after: Place } | null;
  /** Places won and lost in total, not only the difference. */
  readonly won: number;
  readonly lost: number;
  /** The new leaders, where others led before; otherwise null. */
  readonly leaders: readonly number[] | null;
  /** How often another player took the lead. */
  readonly leadChanges: number;
  /** Newest first. */
  readonly lines: readonly RecapLine[];
  /**
   * The part of the own points and places that the lines do not explain (a corrected card, a player who
   * left); null: not known.
   */
  readonly rest: { readonly points: number; readonly places: number } | null;
}

/** Two states that cannot be compared: of another history, week or day. */
export interface RecapOther {
  readonly kind: 'history' | 'week' | 'day';
}

/** Returns the recap; null: the standings are unchanged. */
export function recapSummary(input: RecapInput): RecapMoves | RecapOther | null {
  const { from, to, scope, me } = input;
  if (from.epoch !== to.epoch) return { kind: 'history' };
  if (from.slate.week !== to.slate.week) return { kind: 'week' };
  if (scope === 'day' && dayOf(from) !== dayOf(to)) return { kind: 'day' };
  if (isSame(from.scopes[scope], to.scopes[scope])) return null;
  const events = eventsBetween(input.events, from.seq, to.seq);
  const stories = storiesOf(input, events);
  const lines = events
    .map((event) => ({ event, story: stories.get(keyOf(event)) }))
    .filter(({ event, story }) => isScore(event) || moves(story));
  const before = placeOf(from, scope, me);
  const after = placeOf(to, scope, me);
  const own = before && after && { before, after };
  const rest = own && stories.size > 0 ? restOf(own.before, own.after, lines) : null;
  const steps = rest
    ? [...lines.map(({ story }) => (story?.own ? story.own.before - story.own.after : 0)), rest.places]
    : [own ? own.before.rank - own.after.rank : 0];
  const leaders = leadersOf(to, scope);
  return {
    kind: 'moves',
    own,
    won: sum(steps.filter((step) => step > 0)),
    lost: -sum(steps.filter((step) => step < 0)),
    leaders: leaders.length > 0 && leaders.join() !== leadersOf(from, scope).join() ? leaders : null,
    leadChanges: lines.filter(({ story }) => story && story.leads !== null).length,
    lines,
    rest,
  };
}

/** Returns each event's effect on the standings; empty where a game has moved without a known event. */
function storiesOf(input: RecapInput, events: readonly LiveEvent[]): ReadonlyMap<string, RankStory> {
  const { from, to, me } = input;
  const told = new Set(events.map(({ cause }) => cause.game));
  if (!movedGames(from, to).every((id) => told.has(id))) return new Map();
  return eventRanks({ ...input, state: to }, events, me, from.games);
}

/** Returns the few lines to show, first those that moved the viewer or the lead, and the number of others. */
export function fewLines({ lines }: RecapMoves, few: number): { shown: readonly RecapLine[]; more: number } {
  const moving = lines.filter(({ story }) => moves(story));
  const shown = (moving.length > 0 ? moving : lines).slice(0, few);
  return { shown, more: lines.length - shown.length };
}

/** Returns the events between two positions, newest first. */
export function eventsBetween(events: readonly LiveEvent[], after: number, upTo: number): LiveEvent[] {
  return events.filter(({ seq }) => seq > after && seq <= upTo).sort((a, b) => b.seq - a.seq);
}

function restOf(
  before: Place,
  after: Place,
  lines: readonly RecapLine[],
): { points: number; places: number } {
  const own = lines.flatMap(({ story }) => story?.own ?? []);
  return {
    points: after.points - before.points - sum(own.map(({ points }) => points)),
    places: before.rank - after.rank - sum(own.map((story) => story.before - story.after)),
  };
}

function moves(story: RankStory | undefined): boolean {
  if (!story) return false;
  const { own, leads } = story;
  return leads !== null || (own !== null && (own.points !== 0 || own.before !== own.after));
}

function isScore({ cause }: LiveEvent): boolean {
  return cause.kind !== 'kick-off' && cause.kind !== 'final';
}

function placeOf(state: LiveState, scope: RecapInput['scope'], me: number | null): Place | null {
  const row = me === null ? undefined : state.scopes[scope].get(me);
  return row ? { rank: row[1], shared: isShared(state, scope, row[1]), points: row[2] } : null;
}

/** Returns the leaders; none while all are level, because nothing has been played. */
function leadersOf(state: LiveState, scope: RecapInput['scope']): number[] {
  const rows = [...state.scopes[scope].values()];
  const first = rows.filter(([, rank]) => rank === 1).map(([n]) => n);
  return first.length === rows.length && first.length > 1 ? [] : first.sort((a, b) => a - b);
}

function dayOf(state: LiveState): string | null {
  return currentGameDay(state.games.values())?.id ?? null;
}

type Table = LiveState['scopes']['week'];

function isSame(before: Table, after: Table): boolean {
  if (before === after) return true;
  if (before.size !== after.size) return false;
  for (const [n, rank, points] of after.values()) {
    const old = before.get(n);
    if (old?.[1] !== rank || old[2] !== points) return false;
  }
  return true;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

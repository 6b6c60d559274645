import { type Cause, MAX_WEEK_GAMES } from '@sunday-live/contract';
import { compareGame, type SituationPace } from './game-change.js';
import { type GameChangeRow, type GamesEvent, gamesEvent, weekKey } from './games-event.js';
import type { GameObservation } from './observation.js';
import { hasStarted } from './shown-picks.js';
import { afterObservation, newGame, type StoredGame } from './stored-game.js';
import { sameWeek, weekPath } from './week-key.js';
import type { MeetingIndex, WeekRoom } from './week-room.js';

/** The stored data that one answer of the feed is compared with. */
export interface SlateBefore {
  /** Stored games by id; unknown ids are absent. */
  readonly games: ReadonlyMap<string, StoredGame>;
  /** Causes of the last score of games in progress. */
  readonly causes: ReadonlyMap<string, Cause>;
  readonly meetings: MeetingIndex;
  readonly room: WeekRoom;
}

/** The changes by an answer: rows to write, events to append, and observations to quarantine. */
export interface SlatePlan {
  readonly rows: readonly StoredGame[];
  readonly events: readonly GamesEvent[];
  readonly quarantined: readonly { readonly seen: GameObservation; readonly reason: string }[];
  /** Observations of games by hand: they are kept beside the game, and change nothing. */
  readonly kept: readonly GameObservation[];
}

/** Reason for quarantining a game when its week is full. */
export const WEEK_FULL = `week-full: a week has at most ${MAX_WEEK_GAMES} games`;

/** Prefix of the reason for a game under another id. */
export const NEW_ID = 'new-id';

/** Prefix of the reason for a game that the feed moves to another week after it has started. */
export const MOVED_AFTER_START = 'moved-after-start';

/** Compares an answer's games with the stored ones. Pure: the same answer on the result changes nothing. */
export function planChanges(
  seen: readonly GameObservation[],
  { games, causes, meetings, room }: SlateBefore,
  pace: SituationPace,
): SlatePlan {
  const rows = new Map<string, StoredGame>();
  const changes = new ChangeList();
  const quarantined: { seen: GameObservation; reason: string }[] = [];
  const kept: GameObservation[] = [];
  for (const said of seen) {
    const { id } = said;
    const before = rows.get(id) ?? games.get(id);
    if (before !== undefined && before.hand_since !== null) {
      kept.push(said.dateless ? withKnownDate(before, said) : said);
      continue;
    }
    if (before === undefined && said.dateless) {
      quarantined.push({ seen: said, reason: 'no-date: a new game without a date' });
      continue;
    }
    const dated = before !== undefined && said.dateless ? withKnownDate(before, said) : said;
    const observation = before === undefined ? dated : inKnownPlace(before, dated);
    if (before !== undefined && observation !== dated) {
      quarantined.push({ seen: dated, reason: movedReason(before, dated) });
    }
    const reason = repeatedMeeting(before, observation, meetings);
    if (reason !== null) {
      quarantined.push({ seen: observation, reason: reason });
      continue;
    }
    if (!room.enter(before ?? null, observation)) {
      quarantined.push({ seen: observation, reason: WEEK_FULL });
      continue;
    }
    if (before === undefined) {
      const row = newGame(observation, pace.now);
      changes.quiet(row, null);
      rows.set(id, row);
      meetings.add(row);
      continue;
    }
    const change = compareGame(before, observation, causes.get(id) ?? null, pace);
    if (change.kind === 'quarantine') quarantined.push({ seen: observation, reason: change.reason });
    if (change.kind !== 'steps') continue;
    let current = before;
    for (const step of change.steps) {
      const next = afterObservation(current, step.observation, pace.now);
      if (step.cause === null) changes.quiet(next, current);
      else changes.news(next, current, step.cause);
      current = next;
    }
    rows.set(id, current);
    meetings.add(current);
  }
  return { rows: [...rows.values()], events: changes.events(), quarantined, kept };
}

function withKnownDate(before: StoredGame, { dateless: _, ...said }: GameObservation): GameObservation {
  return { ...said, kickoff: before.kickoff.toISOString(), timeValid: before.time_valid };
}

/**
 * Returns true for a game that is new in its week, or takes place again there: another id may have replaced it
 * meanwhile.
 */
export function mayRepeatMeeting(stored: StoredGame | undefined, seen: GameObservation): boolean {
  return stored === undefined || !sameWeek(weekKey(stored), seen) || isOnAgain(stored, seen);
}

/** Returns why the game duplicates another id; null: it does not. */
function repeatedMeeting(
  stored: StoredGame | undefined,
  seen: GameObservation,
  meetings: MeetingIndex,
): string | null {
  if (!mayRepeatMeeting(stored, seen)) return null;
  if (meetings.inWeek(seen)) return 'new-id: these teams already meet in this week';
  // a game called off may have been replaced in any week of the season
  const replaced = stored !== undefined && isOnAgain(stored, seen) && meetings.inSeason(seen);
  return replaced ? 'replaced: these teams meet in another week instead' : null;
}

function isOnAgain(stored: StoredGame, seen: GameObservation): boolean {
  return stored.state === 'off' && seen.state !== 'off';
}

/**
 * Keeps a started game in its week, type and season, because its picks are public, and takes only its score. Only an
 * admin can move it (rule R16).
 */
function inKnownPlace(before: StoredGame, said: GameObservation): GameObservation {
  if (!hasStarted(before) || sameWeek(weekKey(before), said)) return said;
  return { ...said, ...weekKey(before) };
}

function movedReason(before: StoredGame, said: GameObservation): string {
  return `${MOVED_AFTER_START}: ${weekPath(weekKey(before))} to ${weekPath(said)}`;
}

/** Collects the events of one answer: one per piece of news, and one per week for all quiet changes. */
class ChangeList {
  private readonly newsEvents: GamesEvent[] = [];
  private readonly quietByWeek = new Map<string, [GameChangeRow, ...GameChangeRow[]]>();

  news(row: StoredGame, before: StoredGame, cause: Cause): void {
    this.newsEvents.push(gamesEvent([{ row, before }], cause));
  }

  quiet(row: StoredGame, before: StoredGame | null): void {
    const key = weekPath(weekKey(row));
    const ofWeek = this.quietByWeek.get(key);
    if (ofWeek === undefined) this.quietByWeek.set(key, [{ row, before }]);
    else ofWeek.push({ row, before });
  }

  events(): GamesEvent[] {
    return [...[...this.quietByWeek.values()].map((quiet) => gamesEvent(quiet)), ...this.newsEvents];
  }
}

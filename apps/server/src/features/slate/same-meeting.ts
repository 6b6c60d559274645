import { weekKey } from './games-event.js';
import type { Fixture } from './observation.js';
import type { StoredGame } from './stored-game.js';
import { sameWeek } from './week-key.js';

/** Returns what decides whether two games are one. */
export function fixtureOf(row: StoredGame): Fixture {
  const { id, away, home } = row;
  return { id, away, home, ...weekKey(row) };
}

/** Returns true when both are a game of the same two teams in the same week, with the same or with exchanged sides. */
export function isSameMeeting(a: Fixture, b: Fixture): boolean {
  const teams = ({ away, home }: Fixture) => [away, home].toSorted().join();
  return sameWeek(a, b) && teams(a) === teams(b);
}

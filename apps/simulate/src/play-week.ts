import type { ScheduledGame } from '@sunday-live/replay';
import type { SimPlayer } from './crowd.js';
import { type World, waitUntil } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Plays a week from its first cards to its confirmed results. Everything except the cards happens automatically; the
 * clock jumps, and the function waits until each jump has had its effects.
 */
export async function playWeek(
  world: World,
  players: readonly SimPlayer[],
  season: number,
  week: number,
): Promise<void> {
  const games = world.feed.games(season).filter((game) => game.week === week);
  const kickoffs = [...new Set(games.map(({ kickoff }) => kickoff))].sort((a, b) => a - b);
  const key = [season, week];
  await waitUntil(`the schedule of week ${week} of ${season} is read`, () =>
    world.holds(
      'SELECT 1 FROM game WHERE season = $1 AND season_type = 2 AND week = $2 HAVING count(*) = $3',
      [...key, games.length],
    ),
  );
  const deadline = await deadlineOf(players, week);
  const late = new Date(deadline.getTime() - 47 * HOUR);
  await world.jumpTo(new Date(deadline.getTime() - 60 * HOUR));
  const inTime = players.filter((player) => !player.misses());
  const half = Math.ceil(inTime.length * 0.7);
  for (const player of inTime.slice(0, half)) await player.play(season, week, games);
  // the others get a reminder; some of the first change their card
  await world.jumpTo(late);
  for (const player of inTime.slice(0, half)) if (player.amends()) await player.play(season, week, games);
  for (const player of inTime.slice(half)) await player.play(season, week, games);
  await world.jumpTo(new Date(deadline.getTime() - 50 * MINUTE));

  await world.jumpTo(new Date(deadline.getTime() + 1000));
  await refuseLateCard(players, week);
  await waitUntil(`week ${week} is locked`, () =>
    world.holds(
      'SELECT 1 FROM game WHERE season = $1 AND season_type = 2 AND week = $2 HAVING bool_and(locked_at IS NOT NULL)',
      key,
    ),
  );
  for (const kickoff of kickoffs) {
    await world.jumpTo(new Date(kickoff + 60 * MINUTE));
    await waitUntil(`the games of ${new Date(kickoff).toISOString()} are under way`, () =>
      world.holds(
        `SELECT 1 FROM game WHERE season = $1 AND week = $2 AND kickoff = $3 HAVING bool_and(state IN ('in', 'post'))`,
        [...key, new Date(kickoff)],
      ),
    );
  }
  await world.jumpTo(new Date((kickoffs.at(-1) ?? 0) + 4 * HOUR));
  await waitUntil(`the results of week ${week} are confirmed`, () =>
    world.holds(
      `SELECT 1 FROM week_result WHERE (season, season_type, week, state) = ($1, 2, $2, 'confirmed')`,
      key,
    ),
  );
  await world.tick();
}

async function deadlineOf([player]: readonly SimPlayer[], week: number): Promise<Date> {
  const season = (await player?.get('/api/season')) as { weeks: { week: number; deadline: string }[] };
  const found = season.weeks.find((entry) => entry.week === week);
  if (found === undefined) throw new Error(`week ${week} has no deadline`);
  return new Date(found.deadline);
}

async function refuseLateCard([player]: readonly SimPlayer[], week: number): Promise<void> {
  const status = await player?.send(week, { picks: {}, banker: null, joker: false });
  if (status !== 409) throw new Error(`a card after the deadline of week ${week} got ${status}, not 409`);
}

/** Returns the weeks of a season in order. */
export function weeksOf(games: readonly ScheduledGame[]): number[] {
  return [...new Set(games.map(({ week }) => week))].sort((a, b) => a - b);
}

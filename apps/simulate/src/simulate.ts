import { differences } from './compare.js';
import { type SimPlayer, signUpCrowd } from './crowd.js';
import { naiveSeason } from './naive.js';
import { playWeek, weeksOf } from './play-week.js';
import { World, waitUntil } from './world.js';

export interface SimulateOptions {
  /** Any database of a PostgreSQL server on which databases may be made. */
  readonly databaseServer: string;
  /** Redis for bus and queues; null: both without it. */
  readonly redisUrl: string | null;
  readonly seasons: readonly number[];
  readonly players: number;
  /** Only so many weeks of each season. */
  readonly weeks: number | null;
  /** Receives one line of progress at a time. */
  readonly print: (line: string) => void;
}

export interface Simulation {
  readonly weeks: number;
  readonly seconds: number;
  /** Differences in words; empty when there are none. */
  readonly differences: readonly string[];
  /** Subjects of the received emails, with their number. */
  readonly mails: ReadonlyMap<string, number>;
}

const DAY = 24 * 60 * 60_000;
const BEFORE_SEASON = 8 * DAY;

/** Plays whole seasons on a clock that jumps, and compares the tables with a count of its own after every week. */
export async function simulate(options: SimulateOptions): Promise<Simulation> {
  const { seasons, print } = options;
  const started = performance.now();
  const found: string[] = [];
  let weeks = 0;
  const world = await World.begin(options.databaseServer, options.redisUrl, firstDay(seasons[0] ?? 0));
  try {
    await world.jumpTo(firstDay(seasons[0] ?? 0));
    const players = await signUpCrowd(world.server.url, options.players);
    print(`${players.length} players, ${seasons.join(' and ')}, server at ${world.server.url}`);
    for (const season of seasons) {
      await openSeason(world, season);
      const all = weeksOf(world.feed.games(season));
      for (const week of all.slice(0, options.weeks ?? all.length)) {
        const from = performance.now();
        await playWeek(world, players, season, week);
        const played = all.slice(0, all.indexOf(week) + 1);
        const wrong = await differences(world, players, season, played);
        found.push(...wrong.map((line) => `${season} week ${week}: ${line}`));
        weeks += 1;
        print(row(world, players, season, played, wrong.length, performance.now() - from));
      }
    }
    found.push(...(await archived(world, seasons)), ...(await mailsLost(world)));
  } finally {
    await world.end();
  }
  return {
    weeks,
    seconds: (performance.now() - started) / 1000,
    differences: found,
    mails: world.mails.subjects,
  };
}

/** The feed names the season; the one before, if there was one, is closed by that. */
async function openSeason(world: World, season: number): Promise<void> {
  const first = Math.min(...world.feed.games(season).map(({ kickoff }) => kickoff));
  await world.jumpTo(new Date(first - BEFORE_SEASON));
  await waitUntil(`the season ${season} is the current one`, () =>
    world.holds('SELECT 1 FROM season_state WHERE season = $1 AND week = 1', [season]),
  );
}

/** Closed seasons must keep their scores. */
async function archived(world: World, seasons: readonly number[]): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ season: number }>(
    'SELECT DISTINCT season FROM player_week',
  );
  const kept = new Set(rows.map(({ season }) => season));
  return seasons.filter((season) => !kept.has(season)).map((season) => `the scores of ${season} are gone`);
}

/** Every sent email must have arrived exactly once. */
async function mailsLost(world: World): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ sent: number }>(
    `SELECT count(*)::int AS sent FROM mail WHERE state = 'sent'`,
  );
  const [sent, came] = [rows[0]?.sent ?? 0, caught(world)];
  return sent === came ? [] : [`${sent} mails were sent, ${came} came`];
}

function caught({ mails }: World): number {
  return [...mails.subjects.values()].reduce((sum, count) => sum + count, 0);
}

/** Before the first cards of the season. */
function firstDay(season: number): Date {
  return new Date(Date.UTC(season, 7, 28, 12));
}

function row(
  world: World,
  players: readonly SimPlayer[],
  season: number,
  weeks: readonly number[],
  wrong: number,
  ms: number,
): string {
  const week = weeks.at(-1) ?? 0;
  const cards = players.filter((player) => player.cards.has(`${season}/${week}`)).length;
  const table = naiveSeason(players, world.feed.games(season), season, weeks);
  const leader = table.find(({ rank }) => rank === 1);
  const name = players.find(({ id }) => id === leader?.id)?.name ?? '–';
  return [
    `${season} week ${String(week).padStart(2)}`,
    `${String(cards).padStart(3)} cards`,
    `leader ${name.padEnd(10)} ${String(leader?.points ?? 0).padStart(5)}`,
    `${String(caught(world)).padStart(5)} mails`,
    wrong === 0 ? 'as counted' : `${wrong} DIFFERENCES`,
    `${(ms / 1000).toFixed(1)} s`,
  ].join('  ');
}

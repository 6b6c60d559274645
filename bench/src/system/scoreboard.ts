import { z } from 'zod';
import { Child } from '../harness/child.js';

export const SCOREBOARD_PATH = '/apis/site/v2/sports/football/nfl/scoreboard';

const REPLAY = new URL('../../../apps/replay/dist/cli.js', import.meta.url).pathname;
const START_WITHIN_MS = 20_000;
/** Recorded seconds after the first kickoff: most games of the Sunday are played. */
const MID_SUNDAY_S = 5_400;

const competitorSchema = z.looseObject({
  homeAway: z.enum(['home', 'away']),
  score: z.string(),
  team: z.looseObject({ abbreviation: z.string() }),
});
const eventSchema = z.looseObject({
  id: z.string(),
  date: z.string(),
  week: z.looseObject({ number: z.number() }),
  status: z.looseObject({ type: z.looseObject({ state: z.string() }) }),
  competitions: z.array(z.looseObject({ competitors: z.array(competitorSchema) })),
});
const scoreboardSchema = z.looseObject({
  season: z.object({ year: z.number(), type: z.number() }),
  week: z.object({ number: z.number() }),
  events: z.array(eventSchema),
});
const stateSchema = z.object({ position: z.number(), finished: z.boolean() });
const requestsSchema = z.object({ count: z.number() });
export type Scoreboard = z.infer<typeof scoreboardSchema>;

/** The recorded Sunday as a process that answers like the feed. */
export interface Replay {
  readonly url: string;
  /** What it answers now. */
  scoreboard(): Promise<Scoreboard>;
  control(command: { action: 'seek' | 'resume' | 'pause'; position?: number }): Promise<void>;
  /** Recorded seconds since the first kickoff, and whether the Sunday is over. */
  state(): Promise<{ position: number; finished: boolean }>;
  /** Number of requests for the scoreboard. */
  requests(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the replay with its clock held. */
export async function startReplay(speed = 60): Promise<Replay> {
  const child = await Child.start({
    command: process.execPath,
    args: [REPLAY, '--port', '0', '--paused', '--speed', String(speed)],
  });
  const url = (await child.line(/replay listening on (\S+)/, START_WITHIN_MS))[1] ?? '';
  const read = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  return {
    url,
    scoreboard: async () => scoreboardSchema.parse(await read(SCOREBOARD_PATH)),
    control: async (command) => {
      const body = JSON.stringify(command);
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/replay/control`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`the replay answers ${answer.status}`);
    },
    state: async () => stateSchema.parse(await read('/replay')),
    requests: async () => requestsSchema.parse(await read('/replay/requests')).count,
    stop: () => child.stop(),
  };
}

/** The feed's answer in the middle of the recorded Sunday, as the replay gives it: real shape, real size. */
export async function recordedScoreboard(): Promise<Scoreboard> {
  const replay = await startReplay();
  try {
    await replay.control({ action: 'seek', position: MID_SUNDAY_S });
    return await replay.scoreboard();
  } finally {
    await replay.stop();
  }
}

/** The same Sunday in another week of the season. */
export function inWeek(scoreboard: Scoreboard, number: number): Scoreboard {
  return {
    ...scoreboard,
    week: { number },
    events: scoreboard.events.map((event) => ({ ...event, week: { ...event.week, number } })),
  };
}

/** Games that are being played. */
export function liveGames({ events }: Scoreboard): Scoreboard['events'] {
  return events.filter(({ status }) => status.type.state === 'in');
}

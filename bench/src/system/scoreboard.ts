import { z } from 'zod';
import { Child } from '../harness/child.js';

export const SCOREBOARD_PATH = '/apis/site/v2/sports/football/nfl/scoreboard';

const REPLAY = new URL('../../../apps/replay/dist/cli.js', import.meta.url).pathname;
const START_WITHIN_MS = 20_000;
/** Recorded seconds after the first kick-off: most games of the Sunday are played. */
const MID_SUNDAY_S = 5_400;

const competitorSchema = z.looseObject({
  homeAway: z.enum(['home', 'away']),
  score: z.string(),
  team: z.looseObject({ abbreviation: z.string() }),
});
const eventSchema = z.looseObject({
  id: z.string(),
  status: z.looseObject({ type: z.looseObject({ state: z.string() }) }),
  competitions: z.array(z.looseObject({ competitors: z.array(competitorSchema) })),
});
const scoreboardSchema = z.looseObject({
  season: z.object({ year: z.number(), type: z.number() }),
  week: z.object({ number: z.number() }),
  events: z.array(eventSchema),
});
export type Scoreboard = z.infer<typeof scoreboardSchema>;

/** The feed's answer in the middle of the recorded Sunday, as the replay gives it: real shape, real size. */
export async function recordedScoreboard(): Promise<Scoreboard> {
  const replay = await Child.start({
    command: process.execPath,
    args: [REPLAY, '--port', '0', '--paused'],
  });
  try {
    const url = (await replay.line(/replay listening on (\S+)/, START_WITHIN_MS))[1] ?? '';
    await fetch(`${url}/replay/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'seek', position: MID_SUNDAY_S }),
    });
    const answer = await fetch(`${url}${SCOREBOARD_PATH}`);
    return scoreboardSchema.parse(await answer.json());
  } finally {
    await replay.stop();
  }
}

/** Games that are being played. */
export function liveGames({ events }: Scoreboard): Scoreboard['events'] {
  return events.filter(({ status }) => status.type.state === 'in');
}

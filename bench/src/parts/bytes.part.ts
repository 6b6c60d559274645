import { setTimeout as sleep } from 'node:timers/promises';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost, type Figure, ratioAtMost } from '../report/figure.js';
import { type Deployment, deployOn } from '../system/deployment.js';
import { type Replay, startReplay } from '../system/scoreboard.js';
import { LiveClient } from '../wire/live-client.js';
import type { BenchContext, Part } from './part.js';

const PLAYERS = 60;
/** A real Sunday is polled every 5 s; so is this one, in recorded time. */
const SPEED = 100;
const POLL_MS = 5_000 / SPEED;
/** A little over the recording's ten and a half hours, at this speed and on a slow machine. */
const SUNDAY_WITHIN_MS = 900_000;
const QUICK_SECONDS = 10_000;
const LAST_POLLS_MS = 2_000;
/** 13 games of JSON, asked for every 30 s for nine hours. */
const ANCESTOR_KB = 2.1 * 1_080;
const HEARTBEAT_EVERY_S = 10;

/** What one viewer of a league receives. */
class Received {
  deltas = 0;
  deltaBytes = 0;
  heartbeats = 0;
  heartbeatBytes = 0;
  snapshotBytes = 0;

  take(event: string, bytes: number): void {
    if (event === 'delta') {
      this.deltas += 1;
      this.deltaBytes += bytes;
    } else if (event === 'heartbeat') {
      this.heartbeats += 1;
      this.heartbeatBytes += bytes;
    } else if (event === 'snapshot') {
      this.snapshotBytes += bytes;
    }
  }
}

/** Bytes to one viewer of a 60-player league over the whole recorded Sunday. */
export const bytesPart: Part = {
  name: 'bytes',
  run: (context) =>
    Scratch.use(async (scratch) => {
      const replay = scratch.keep(await startReplay(SPEED));
      const deployment = await deployOn(scratch, replay.url, await replay.scoreboard(), {
        players: PLAYERS,
        cards: PLAYERS,
        pollMs: POLL_MS,
      });
      const plain = await view(scratch, deployment, false);
      const compressed = await view(scratch, deployment, true);
      const seconds = await play(replay, context);
      const polls = await replay.requests();
      const played = context.quick ? `the first ${seconds} s of the Sunday` : 'the whole Sunday';
      context.say(`bytes: ${plain.deltas} deltas from ${polls} polls`);
      return [
        figure(`bytes to one viewer, ${PLAYERS} players, ${played}, plain`, plain, seconds),
        figure(`bytes to one viewer, ${PLAYERS} players, ${played}, compressed`, compressed, seconds),
      ];
    }),
};

async function view(
  scratch: Scratch,
  { web, origin, cookies, league }: Deployment,
  compression: boolean,
): Promise<Received> {
  const received = new Received();
  const onEvent = (event: string, { wireBytes }: { wireBytes: number }) => received.take(event, wireBytes);
  const cookie = cookies[0] ?? '';
  scratch.keep(await LiveClient.open({ port: web.port, origin, league, cookie, compression, onEvent }));
  return received;
}

/** Plays the Sunday, or its beginning. @returns recorded seconds */
async function play(replay: Replay, { quick, say }: BenchContext): Promise<number> {
  await replay.control({ action: 'resume' });
  let nextLine = 0;
  const end = await until('the end of the Sunday', SUNDAY_WITHIN_MS, async () => {
    await sleep(250);
    const { position, finished } = await replay.state();
    if (position > nextLine) {
      say(`bytes: ${Math.round(position / 60)} minutes of the Sunday`);
      nextLine = position + 6_000;
    }
    return finished || (quick && position >= QUICK_SECONDS) ? position : null;
  });
  await sleep(LAST_POLLS_MS);
  return Math.round(end);
}

function figure(what: string, received: Received, seconds: number): Figure {
  const { deltaBytes, deltas, heartbeats, heartbeatBytes, snapshotBytes } = received;
  const heartbeat = heartbeats === 0 ? 0 : heartbeatBytes / heartbeats;
  const allHeartbeats = (heartbeat * seconds) / HEARTBEAT_EVERY_S / 1_024;
  return {
    what,
    unit: 'KB',
    ours: (deltaBytes + snapshotBytes) / 1_024,
    baseline: { name: 'ancestor, by its poll and size', value: ANCESTOR_KB },
    target: what.includes('plain') ? ratioAtMost(1 / 15) : atMost(150),
    note:
      `${deltas} deltas and a snapshot of ${snapshotBytes} bytes; heartbeats of ${Math.round(heartbeat)} bytes every ` +
      `${HEARTBEAT_EVERY_S} s of that time would be ${Math.round(allHeartbeats)} KB more`,
  };
}

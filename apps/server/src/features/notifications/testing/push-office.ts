import { NO_PUSH, type PushChoices, pushSettingsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startTestServer, type TestServer, until } from '../../../testing/index.js';
import { type Caller, manyPlayers } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../../calendar/testing/slate-fixture.js';
import { NodeStandings } from '../../projection/node-standings.js';
import { SlateLog } from '../../slate/slate-log.js';
import { TurnWatcher } from '../news/turn-watcher.js';
import { PushSweeper } from '../push-sweeper.js';
import { type PushCatcher, PushReceiver, pushCatcher } from './push-catcher.js';

export const HOUR_MS = 3_600_000;
export const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
export const SCORES: PushChoices = { ...NO_PUSH, lead: true, banker: true, league: 'everyone' };

export let service: PushCatcher;
export let server: TestServer;
export let ann: Caller;
export let ben: Caller;

/** A server whose players have two accounts, with a push service; reset before every test of the file. */
export function usePushOffice(): void {
  beforeAll(async () => {
    service = await pushCatcher();
    // nothing runs by itself: the tests start readings and deliveries
    server = await startTestServer({
      role: 'web',
      push: { vapid: null, subject: 'mailto:office@test.example', services: [service.origin] },
    });
  });
  afterAll(async () => {
    await server.close();
    await service.close();
  });

  beforeEach(async () => {
    await server.db.query('DELETE FROM "user"');
    const [first, second] = await manyPlayers(server, 2);
    if (first === undefined || second === undefined) throw new Error('no players');
    [ann, ben] = [first, second];
    await server.db.query(`UPDATE "user" SET name = 'Ben' WHERE id = $1`, [ben.id]);
    await server.app
      .get(SlateLog, { strict: false })
      .reset(async (tx) => void (await tx.query('DELETE FROM game; DELETE FROM week_deadline')));
    await lockAtKickOff(server.db);
    kickoffs = [inHours(1), inHours(3)];
    await saw(0, 0);
    service.pushes.length = 0;
    service.answer = () => ({ status: 201 });
  });
}

/**
 * The kickoff of both games, the same during a test: a game day is named by the date of its first kickoff, so a moved
 * one could be another day.
 */
let kickoffs: readonly [Date, Date];

/** MIN at LAR with this score, and KC at LV, which has not begun. */
export function saw(
  awayScore: number,
  homeScore: number,
  state: 'pre' | 'in' | 'post' = 'pre',
): Promise<void> {
  return feed(
    server.app,
    anAnswer([
      aGame('81', {
        away: 'MIN',
        home: 'LAR',
        awayScore,
        homeScore,
        state,
        kickoff: kickoffs[0],
      }),
      aGame('82', { away: 'KC', home: 'LV', kickoff: kickoffs[1] }),
    ]),
  );
}

export async function cards(): Promise<void> {
  const save = async (who: Caller, picks: object, banker: string) =>
    expect((await who.put('/api/me/cards/8', { picks, banker, joker: false })).status).toBe(200);
  await save(ann, { 81: 'away', 82: 'away' }, '81');
  await save(ben, { 81: 'home', 82: 'away' }, '82');
}

let devices = 0;
/** A browser that subscribes, with its player's choices. */
export async function subscribe(who: Caller, choices: PushChoices, delaySeconds = 0): Promise<PushReceiver> {
  devices += 1;
  const device = new PushReceiver(`${service.origin}/device/${devices}`);
  expect((await who.put('/api/me/push/choices', choices)).status).toBe(200);
  expect((await register(who, device, delaySeconds)).status).toBe(200);
  return device;
}
export async function register(who: Caller, device: PushReceiver, delaySeconds = 0) {
  const { serverKey } = await settings(who);
  return who.put('/api/me/push/devices', {
    endpoint: device.endpoint,
    ...device.keys,
    serverKey,
    delaySeconds,
  });
}
export const settings = async (who: Caller) => pushSettingsSchema.parse((await who.get('/api/me/push')).body);

async function untilFolded({ app, db }: TestServer): Promise<void> {
  await until(async () => {
    const [stream] = await db.query<{ epoch: string; head: number }[]>(
      'SELECT epoch, head FROM slate_stream',
    );
    const { epoch, seq } = app.get(NodeStandings, { strict: false }).state;
    return stream?.epoch === epoch && stream.head === seq;
  });
}
export async function look(at: TestServer = server): Promise<number> {
  await untilFolded(at);
  return at.app.get(TurnWatcher, { strict: false }).look();
}
export const sweep = () => server.app.get(PushSweeper, { strict: false }).sweep();
export const plan = () => server.app.get(PushSweeper, { strict: false }).plan();
/** Ends the time in which news wait for others. */
export async function deliver(): Promise<void> {
  await server.db.query(`UPDATE push_news SET created_at = created_at - interval '20 seconds'`);
  await sweep();
}
/** Ends the pause before the next attempt. */
export async function later(): Promise<void> {
  await server.db.query(`UPDATE push_delivery SET due_at = now() WHERE state = 'queued'`);
  await sweep();
}
export const arrived = (device: PushReceiver) =>
  service.pushes.filter(({ path }) => device.endpoint.endsWith(path)).map((push) => device.read(push));
export const deliveries = () =>
  server.db.query<{ state: string; wait: number; last_error: string | null }[]>(
    'SELECT state, extract(epoch FROM due_at - now())::float AS wait, last_error FROM push_delivery ORDER BY message',
  );
export const news = () =>
  server.db.query<{ data: { kind: string }; state: string }[]>(
    'SELECT data, state FROM push_news ORDER BY id',
  );

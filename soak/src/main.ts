import { setInterval as every } from 'node:timers/promises';
import { startReplayServer } from '@sunday-live/replay';
import { Player, randomFrom } from '@sunday-live/testing';
import { type Check, renderChecks } from './checks/check.js';
import { Leftovers } from './checks/leftovers.js';
import { MemoryWatch } from './checks/memory.js';
import { Crowd, type League } from './crowd.js';
import { Weather } from './faults/weather.js';
import { readOptions, type SoakOptions } from './options.js';
import { playSunday } from './play-sunday.js';
import { Cards } from './season/cards.js';
import { sundaysOf } from './season/sundays.js';
import { ADMIN, Cluster } from './system/cluster.js';

const PLAYERS = 40;
const LEAGUES = 3;
const LOOK_MS = 5_000;
const SHOWN = 20;
const say = (line: string) => console.log(line);

async function soak(options: SoakOptions): Promise<Check[]> {
  const sundays = sundaysOf(options.sundays);
  const opening = await startReplayServer({
    ...(sundays[0] === undefined ? {} : { sunday: sundays[0] }),
    paused: true,
  });
  const cluster = await Cluster.start(opening.url);
  try {
    const random = randomFrom(options.seed);
    const { players, leagues } = await populate(cluster);
    const leftovers = await Leftovers.before(cluster);
    const crowd = new Crowd(leagues, () => cluster.ports);
    await crowd.join(options.clients);
    say(`${crowd.size} clients watch ${leagues.length} leagues`);
    const watches = [cluster.web[0], ...cluster.workers].flatMap((member) =>
      member === undefined ? [] : [new MemoryWatch(member)],
    );
    const looking = new AbortController();
    const looks = keepLooking(watches, looking.signal);
    const weather = new Weather(random, say);
    const cards = new Cards(random);
    const found: string[] = [];
    for (const recording of sundays) {
      const started = performance.now();
      const ms = (options.minutes * 60_000) / sundays.length;
      const wrong = await playSunday({ recording, cluster, crowd, players, cards, weather, ms });
      for (const line of wrong) say(`  FOUND ${line}`);
      found.push(...wrong);
      for (const { name, diedWith } of cluster.members) if (diedWith !== null) say(`  ${name} died`);
      say(summary(recording.week, crowd.takeAges(), performance.now() - started, found.length));
    }
    looking.abort();
    await looks;
    const { frames, snapshots, connections, refused } = crowd.totals;
    say(
      `${frames} deltas and ${snapshots} snapshots applied, ${connections} connections, ${refused} times refused or cut while connecting`,
    );
    for (const [said, count] of crowd.failures) say(`  ${count} × ${said.replaceAll(/\s+/g, ' ')}`);
    for (const { name, failedStarts } of cluster.members)
      for (const said of failedStarts) say(`  ${name} did not start: ${said.slice(0, 400)}`);
    await crowd.leave();
    const died = cluster.members.flatMap(({ name, diedWith }) =>
      diedWith === null ? [] : [`${name}: ${diedWith}`],
    );
    return [
      none('gaps, repeats, frames out of order', crowd.faults),
      none('Sundays that did not end with everybody at the head and equal to a recompute', found),
      none('faults that could not be brought about', weather.failures),
      none('processes that died by themselves', died),
      ...watches.flatMap((watch) => watch.checks()),
      ...(await leftovers.checks()),
      ...[...weather.counts].map(([name, count]) => came(name, count)),
      none('processes that did not leave in time', await unwilling(cluster)),
    ];
  } finally {
    await cluster.end();
    await opening.close();
  }
}

async function populate(cluster: Cluster): Promise<{ players: Player[]; leagues: League[] }> {
  const { url } = cluster;
  const admin = await Player.signIn(url, 'Admin', ADMIN.email, ADMIN.password);
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  const players: Player[] = [];
  for (let i = 1; i <= PLAYERS; i += 1) players.push(await Player.signUp(url, `Player ${i}`));
  const leagues: League[] = [{ id: 'everyone', of: null, members: players }];
  for (let i = 0; i < LEAGUES; i += 1) {
    const [founder, ...others] = players.filter((_, n) => n % LEAGUES === i);
    if (founder === undefined) throw new Error('nobody founds the league');
    const { id, code } = await founder.createLeague(url, `League ${i + 1}`);
    for (const player of others) await player.send(url, 'POST', '/api/leagues/join', { code });
    leagues.push({ id, of: id, members: [founder, ...others] });
  }
  return { players, leagues };
}

async function keepLooking(watches: readonly MemoryWatch[], signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(LOOK_MS, null, { signal })) {
      // a process may be suspended during the measurement: then there is none this time
      await Promise.allSettled(watches.map((watch) => watch.look()));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function summary(week: number, ages: number[], ms: number, found: number): string {
  const sorted = ages.sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(sorted.length * share)] ?? '–'} ms`;
  return [
    `week ${String(week).padStart(2)}`,
    `${sorted.length} deltas at sockets`,
    `from commit p50 ${at(0.5)}, p99 ${at(0.99)}`,
    `${(ms / 1000).toFixed(0)} s`,
    found === 0 ? 'all equal' : `${found} FINDINGS`,
  ].join('  ');
}

function none(what: string, found: readonly string[]): Check {
  for (const line of found.slice(0, SHOWN)) say(`FOUND ${line}`);
  return { what, wanted: '0', found: String(found.length), ok: found.length === 0 };
}

function came(name: string, count: number): Check {
  return { what: `fault: ${name}`, wanted: '–', found: `${count} times`, ok: true };
}

async function unwilling(cluster: Cluster): Promise<string[]> {
  const codes = await Promise.all(
    cluster.members.map(async (member) => ({ member, code: await member.stop() })),
  );
  return codes.filter(({ code }) => code !== 0).map(({ member, code }) => `${member.name} left with ${code}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const options = readOptions(process.argv.slice(2));
  say(`soak: ${options.sundays} Sundays in ${options.minutes} minutes, --seed ${options.seed}`);
  const checks = await soak(options);
  say(`\n${new Date().toISOString().slice(0, 10)}\n\n${renderChecks(checks)}`);
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  console.error(error);
  // remaining clients would reconnect for ever
  process.exit(1);
}

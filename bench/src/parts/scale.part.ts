import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../harness/cpu.js';
import { Scratch } from '../harness/scratch.js';
import { atLeast, atMost, type Figure, type Target } from '../report/figure.js';
import { alternatives } from '../scale/alternatives.js';
import { backupTimes } from '../scale/backup-times.js';
import { growthExponent } from '../scale/growth.js';
import { LiveTimer, type LiveTimes } from '../scale/live-times.js';
import { mailTimes, receiptTimes } from '../scale/mail-times.js';
import { csvGrowth, firstSeasonPage, pageTimes, pastWeekTimes } from '../scale/page-times.js';
import { FULL_SEASON } from '../scale/seed.sql.js';
import { sockets } from '../scale/sockets.js';
import { computeAgain, openStage, type ScaleStage, type Worked, worked } from '../scale/stage.js';
import { percentile } from '../stats/stats.js';
import { cardBodies, together } from '../system/card-saves.js';
import { askAs } from '../system/send-as.js';
import type { Part } from './part.js';

const SIZES = [10_000, 30_000, 100_000];
const QUICK_SIZES = [10_000];
const SOCKETS = 2_000;
const VIEWERS = 4_000;
const SCORES = 100;
const SAVES_AT_ONCE = 200;
const SAVES = 8_000;
const SETTLE_MS = 5_000;
/** Time between the start of a write of the season and SIGTERM. */
const INTO_WORK_MS = 1_500;
/** Status of an answer that asks to try again. */
const BUSY = 503;
/** Least time until a client tries again. */
const BUSY_MS = 250;
const MIB = 2 ** 20;

type Add = (what: string, unit: string, ours: number, target: Target | null, more?: Partial<Figure>) => void;
type Measured = Omit<Figure, 'baseline'> & Partial<Pick<Figure, 'baseline'>>;

/** The whole product with a season of many players: start, memory, scores, results, pages, saves, leaving. */
export const scalePart: Part = {
  name: 'scale',
  run: async ({ quick, players, say }) => {
    const sizes = players ?? (quick ? QUICK_SIZES : SIZES);
    const runs: { players: number; figures: Measured[] }[] = [];
    for (const size of sizes) {
      say(`scale: ${named(size)} players`);
      runs.push({ players: size, figures: await Scratch.use((scratch) => atSize(scratch, size, say)) });
    }
    return runs.flatMap((run, i) =>
      run.figures.map((figure) => ({
        baseline: null,
        ...figure,
        what: `${named(run.players)} players: ${figure.what}`,
        ...(i === runs.length - 1 ? growthNote(figure, runs) : {}),
      })),
    );
  },
};

async function atSize(scratch: Scratch, players: number, say: (line: string) => void): Promise<Measured[]> {
  const figures: Measured[] = [];
  const add = (
    ...[what, unit, ours, target, more]: [string, string, number, Target | null, Partial<Figure>?]
  ) => {
    figures.push({ what, unit, ours, target, ...more });
    say(`  ${what}: ${ours.toPrecision(3)} ${unit}`);
  };
  const addWorked = (what: string, { seconds, worker, database }: Worked, target: Target | null) => {
    const cpu = [
      `${worker.toFixed(1)} s worker`,
      ...(database === null ? [] : [`${database.toFixed(1)} s PostgreSQL`]),
    ];
    add(what, 's', seconds, target, { note: `CPU: ${cpu.join(', ')}` });
  };
  const addLive = (when: string, { everyone, league }: LiveTimes, p50: number | null, p99: number) => {
    for (const [name, times] of [
      ['everyone', everyone],
      ['a league of 50', league],
    ] as const) {
      if (p50 !== null) add(`score to frame, ${name}${when}, p50`, 'ms', percentile(times, 0.5), atMost(p50));
      add(`score to frame, ${name}${when}, p99`, 'ms', percentile(times, 0.99), atMost(p99), {
        note: `${times.length} scores`,
      });
    }
  };

  const stage = await openStage(scratch, { ...FULL_SEASON, players }, Math.min(players, VIEWERS));
  const { web, worker } = stage;
  add('web node, start to listening', 's', web.startMs / 1000, atMost(5));
  add('worker, start to listening', 's', worker.startMs / 1000, atMost(5));
  const load = scratch.keep(await sockets(stage, SOCKETS));
  await sleep(SETTLE_MS);
  add(
    `web node, memory with ${named(SOCKETS)} sockets`,
    'MiB',
    (await residentBytes(web.pid)).now / MIB,
    atMost(320),
  );
  const timer = await LiveTimer.open(scratch, stage);
  addLive('', await timer.measure(SCORES), 30, 120);

  const anew = computeAgain(stage, 'TRUNCATE player_week');
  addLive(' while results are written', await timer.measure(1, anew), null, 120);
  addWorked('whole season computed again, beside scores', await anew, atMost(15));
  addWorked('whole season computed again, nothing changed', await computeAgain(stage, null), atMost(15));
  const corrected = `UPDATE game SET home_score = home_score + 7 WHERE (season, week) = (2024, 1)
    AND id = (SELECT min(id) FROM game WHERE (season, week) = (2024, 1))`;
  addWorked('a game of week 1 corrected', await computeAgain(stage, corrected), atMost(45));

  add('first page of the season on a node', 'ms', await firstSeasonPage(stage), null);
  for (const { name, changed, cached, bytes } of await pageTimes(stage)) {
    add(`page of 100, ${name}, just changed`, 'ms', changed, atMost(50));
    add(`page of 100, ${name}, cached`, 'ms', cached, atMost(10));
    add(`page of 100, ${name}, on the wire`, 'KB', bytes / 1000, atMost(64));
  }
  add('page of a past week, slowest of four', 'ms', Math.max(...(await pastWeekTimes(stage))), atMost(250));
  const csv = await csvGrowth(stage);
  add('CSV of the season, memory while it streams', 'MiB', csv.growth / MIB, atMost(32), {
    note: `${named(Math.round(csv.bytes / 1000))} KB in ${named(Math.round(csv.ms))} ms`,
  });

  await addSaves(stage, add);
  addWorked('a week becomes final', await worked(stage, () => stage.feed.finish()), atMost(3));
  addWorked('receipts of a lock, for everybody', await receiptTimes(stage), null);
  const mails = await mailTimes(stage);
  addWorked('reminders planned for everybody', mails.reminders, atMost(60));
  addWorked('result emails planned for everybody', mails.results, atMost(60));
  add('web node, memory after all of it', 'MiB', (await residentBytes(web.pid)).now / MIB, atMost(320));
  add('worker, most memory', 'MiB', (await residentBytes(worker.pid)).peak / MIB, atMost(260));
  const others = await alternatives(stage.db, players, stage.week);
  add('Redis sorted set: a score for everybody', 'ms', others.redisWrite, null);
  add('Redis sorted set: ranks around one player', 'ms', others.redisAround, null);
  add('PostgreSQL: rank() over everybody, a page', 'ms', others.rank, null);

  await addBackup(scratch, stage, add);

  await stage.db.query('TRUNCATE player_week; UPDATE result_progress SET epoch = NULL');
  await sleep(INTO_WORK_MS);
  for (const [name, process] of [
    ['worker that writes results', worker],
    ['web node with sockets', web],
  ] as const) {
    const { ms, exitCode } = await process.leave();
    if (exitCode !== 0) throw new Error(`the ${name} ended with ${exitCode}`);
    add(`${name}, time to leave`, 's', ms / 1000, atMost(10));
  }
  await load.stop();
  return figures;
}

/** A backup beside the running servers, and a new installation from it. */
async function addBackup(scratch: Scratch, stage: ScaleStage, add: Add): Promise<void> {
  const times = await backupTimes(scratch, stage);
  add('backup', 's', times.backup, atMost(180), { note: `${Math.round(times.bytes / MIB)} MiB` });
  add('restore', 's', times.restore, atMost(300));
  add('first start after a restore, web node', 's', times.firstWeb, atMost(10));
  add('first start after a restore, worker', 's', times.firstWorker, atMost(10));
}

/** Players change their cards of the next week, for which everybody has one. */
async function addSaves(stage: ScaleStage, add: Add): Promise<void> {
  const { db } = stage;
  const { rows } = await db.query<{ id: string; free: boolean }>(
    `SELECT id, away NOT IN (SELECT away FROM game WHERE week < $1) AS free FROM game WHERE week = $1 ORDER BY id`,
    [FULL_SEASON.weeks],
  );
  const bankers = rows.filter(({ free }) => free).map(({ id }) => id);
  const versions = async (): Promise<number> => {
    const answer = await db.query<{ sum: number }>(
      'SELECT sum(version)::int AS sum FROM card WHERE week = $1',
      [FULL_SEASON.weeks],
    );
    return answer.rows[0]?.sum ?? 0;
  };
  const before = await versions();
  const bodies = cardBodies(
    rows.map(({ id }) => id),
    SAVES,
    bankers,
  );
  let busy = 0;
  const { perSecond, times } = await together(bodies, SAVES_AT_ONCE, async (player, body) => {
    for (;;) {
      const answer = await askAs(stage, player, 'PUT', `/api/me/cards/${FULL_SEASON.weeks}`, body);
      const text = await answer.text();
      if (answer.ok) return;
      if (answer.status !== BUSY) throw new Error(`a save was answered ${answer.status}: ${text}`);
      // as the client does; the wait counts
      busy += 1;
      await sleep(BUSY_MS * (1 + Math.random()));
    }
  });
  const saved = (await versions()) - before;
  if (saved !== SAVES) throw new Error(`${SAVES} cards were saved, ${saved} arrived`);
  add(`card saves, ${SAVES_AT_ONCE} at once`, '/s', perSecond, atLeast(800));
  add(`card saves, ${SAVES_AT_ONCE} at once, p99`, 'ms', percentile(times, 0.99), atMost(500), {
    note: `${busy} answers that it is busy`,
  });
}

/** Adds to a figure of the largest size how it grows. */
function growthNote(
  { what, note }: Measured,
  runs: readonly { players: number; figures: readonly Measured[] }[],
): Pick<Figure, 'note'> {
  const sizes = runs.flatMap(({ players, figures }) => {
    const same = figures.find((figure) => figure.what === what);
    return same === undefined ? [] : [{ players, value: same.ours }];
  });
  const exponent = growthExponent(sizes);
  if (exponent === null) return note === undefined ? {} : { note };
  return {
    note: [note, `grows with the players to the power of ${exponent.toFixed(2)}`].filter(Boolean).join('; '),
  };
}

const named = (count: number): string => count.toLocaleString('en-US');

import { readOptions } from './options.js';
import { announcementsPart } from './parts/announcements.part.js';
import { attackPart } from './parts/attack.part.js';
import { bytesPart } from './parts/bytes/bytes.part.js';
import { chancesPart } from './parts/chances.part.js';
import { clientPart } from './parts/client/client.part.js';
import { framesPart } from './parts/client/frames.part.js';
import { enginePart } from './parts/engine/engine.part.js';
import { everyonePart } from './parts/everyone/everyone.part.js';
import { fanOutPart } from './parts/fan-out/fan-out.part.js';
import { longPollPart } from './parts/fan-out/long-poll.part.js';
import { faultsPart } from './parts/faults/faults.part.js';
import { latencyPart } from './parts/latency.part.js';
import { leaderboardPart } from './parts/leaderboard.part.js';
import { memoryPart } from './parts/memory.part.js';
import { millionPart } from './parts/million.part.js';
import { nodesPart } from './parts/nodes/nodes.part.js';
import type { Part } from './parts/part.js';
import { reconnectPart } from './parts/reconnect.part.js';
import { reportsPart } from './parts/reports.part.js';
import { routesPart } from './parts/routes.part.js';
import { savesPart } from './parts/saves.part.js';
import { scalePart } from './parts/scale.part.js';
import { snapshotPart } from './parts/snapshot.part.js';
import { startupPart } from './parts/startup.part.js';
import type { Figure } from './report/figure.js';
import { currentLoad, machineShape } from './report/machine.js';
import { updatePage } from './report/performance-page.js';
import { RESULTS_FILE, saveResult } from './report/results.js';
import { renderTable } from './report/table.js';
import { seedScale } from './scale/seed-scale.js';

const PARTS: readonly Part[] = [
  enginePart,
  everyonePart,
  chancesPart,
  latencyPart,
  announcementsPart,
  fanOutPart,
  longPollPart,
  reconnectPart,
  nodesPart,
  faultsPart,
  attackPart,
  memoryPart,
  bytesPart,
  snapshotPart,
  savesPart,
  leaderboardPart,
  scalePart,
  routesPart,
  millionPart,
  reportsPart,
  startupPart,
  clientPart,
  framesPart,
];

const NAMES = PARTS.map(({ name }) => name);
const { parts, quick, save, seedOnly, players } = readOptions(process.argv.slice(2), NAMES);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const say = (line: string) => console.error(line);
if (seedOnly) {
  await seedScale({ quick, players, say });
  process.exit(0);
}
const figures: Figure[] = [];
const failed: string[] = [];

for (const part of PARTS) {
  if (parts !== null && !parts.includes(part.name)) continue;
  try {
    const before = currentLoad();
    const measured = await part.run({ quick, players, say });
    figures.push(...measured);
    if (save) {
      const result = {
        measuredAt: new Date().toISOString(),
        machine: machineShape(),
        load: [before, currentLoad()] satisfies [number, number],
        quick,
        figures: measured,
      };
      await updatePage(await saveResult(RESULTS_FILE, part.name, result), NAMES);
    }
  } catch (error) {
    failed.push(part.name);
    say(
      `NOT MEASURED: ${part.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${machineShape()}${quick ? ', quick sizes' : ''}\n\n${renderTable(figures)}`,
);
for (const name of failed) console.log(`\nNOT MEASURED: ${name} (see above)`);
process.exitCode = failed.length > 0 ? 1 : 0;

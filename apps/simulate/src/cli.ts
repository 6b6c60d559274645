import { parseArgs } from 'node:util';
import { simulate } from './simulate.js';

const USAGE = `npm run season -- simulate [options]
  --season <year>         the season (default 2024)
  --seasons <year,year>   several, one after the other
  --weeks <n>             only the first weeks of each
  --players <n>           how many play (default 60)
  --database <url>        a PostgreSQL server on which databases may be made
  --redis <url>           Redis for bus and queues; without: none`;
const RECORDED = [2024, 2025];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      season: { type: 'string', default: '2024' },
      seasons: { type: 'string' },
      weeks: { type: 'string' },
      players: { type: 'string', default: '60' },
      database: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432/postgres' },
      redis: { type: 'string' },
    },
  });
  if (positionals.join() !== 'simulate') throw new Error(USAGE);
  const seasons = (values.seasons ?? values.season).split(',').map(Number);
  const weeks = values.weeks === undefined ? null : Number(values.weeks);
  const players = Number(values.players);
  if (!seasons.every((season) => RECORDED.includes(season)))
    throw new Error(`--season: recorded are ${RECORDED.join(' and ')}\n\n${USAGE}`);
  if (!Number.isInteger(players) || players < 2 || players > 500)
    throw new Error(`--players: from 2 to 500\n\n${USAGE}`);
  if (weeks !== null && !(Number.isInteger(weeks) && weeks > 0)) throw new Error(`--weeks\n\n${USAGE}`);
  const result = await simulate({
    databaseServer: values.database,
    redisUrl: values.redis ?? null,
    seasons,
    players,
    weeks,
    print: (line) => console.log(line),
  });
  for (const [subject, count] of [...result.mails].sort(([, a], [, b]) => b - a).slice(0, 12)) {
    console.log(`${String(count).padStart(5)} × ${subject}`);
  }
  for (const line of result.differences.slice(0, 50)) console.error(line);
  console.log(
    `${result.weeks} weeks in ${result.seconds.toFixed(0)} s, ${result.differences.length} differences`,
  );
  process.exitCode = result.differences.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

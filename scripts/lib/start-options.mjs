import { parseArgs } from 'node:util';
import { Failure } from './run.mjs';

export const USAGE = `npm start -- [options]
  --feed <replay|espn>  a recorded Sunday (default), or ESPN's live scores without demo data
  --sunday <name>       which recorded Sunday
  --speed <n>           how fast it is replayed, 1 to 100000 (default 60: a minute a second)
  --help                this text
Settings come from the environment (README.md): PORT, HOST, DATABASE_URL, DATA_DIR, …`;

/** Parses the options of `npm start -- …`. @throws Failure for anything unknown */
export function startOptions(args, env) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        feed: { type: 'string' },
        sunday: { type: 'string' },
        speed: { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new Failure(`${error.message}\n\n${USAGE}`);
  }
  const feed = values.feed ?? (env.FEED_URL ? 'given' : 'replay');
  if (!['replay', 'espn', 'given'].includes(feed) || values.feed === 'given') {
    throw new Failure(`--feed must be replay or espn, not "${values.feed}"\n\n${USAGE}`);
  }
  if (feed !== 'replay' && (values.sunday !== undefined || values.speed !== undefined)) {
    throw new Failure(
      `--sunday and --speed are for a recorded Sunday, but the feed is ${env.FEED_URL ?? "ESPN's"}`,
    );
  }
  return { feed, sunday: values.sunday, speed: readSpeed(values.speed), help: values.help === true };
}

function readSpeed(text) {
  if (text === undefined) return 60;
  const speed = Number(text);
  if (text.trim() !== '' && speed >= 1 && speed <= 100_000) return speed;
  throw new Failure(`--speed must be a number from 1 to 100000, not "${text}"`);
}

import { parseArgs } from 'node:util';

export const USAGE = `npm run soak -- [options]
  --clients <n>   sockets and held polls that watch (default 2000)
  --sundays <n>   how many Sundays of the season are played, 1 to 18 (default 18)
  --minutes <n>   how long all Sundays take together (default 2 each)
  --seed <n>      which faults come, and when (default: another each time)`;

export interface SoakOptions {
  readonly clients: number;
  readonly sundays: number;
  readonly minutes: number;
  readonly seed: number;
}

const SUNDAYS = 18;
const MINUTES_EACH = 2;

/** Reads the command line. @throws Error naming the wrong argument */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '2000' },
      sundays: { type: 'string', default: String(SUNDAYS) },
      minutes: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const sundays = within('sundays', values.sundays, 1, SUNDAYS);
  return {
    clients: within('clients', values.clients, 1, 20_000),
    sundays,
    minutes: within('minutes', values.minutes ?? String(sundays * MINUTES_EACH), 0.25, 10_000),
    seed: within('seed', values.seed ?? String(Date.now() % 1_000_000), 0, 2 ** 32 - 1),
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  const whole = name === 'minutes' || Number.isInteger(value);
  if (text.trim() !== '' && whole && value >= least && value <= most) return value;
  throw new Error(`--${name} must be a number from ${least} to ${most}, not "${text}"\n\n${USAGE}`);
}

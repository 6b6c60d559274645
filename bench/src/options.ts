import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Parts to run, in their own order; null = all. */
  readonly parts: readonly string[] | null;
  readonly quick: boolean;
  /** Store the figures; quick runs only with `--save`. */
  readonly save: boolean;
  /** Numbers of players for the parts that take them; null = their own. */
  readonly players: readonly number[] | null;
  /** Fill a database with the season of `scale` and measure nothing. */
  readonly seedOnly: boolean;
}

/** Parts whose number of players can be given. */
const SIZED = ['scale', 'routes'];

/**
 * Reads the command line.
 * @param known names of all parts
 * @throws Error naming an unknown part or option
 */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      'seed-only': { type: 'boolean', default: false },
      players: { type: 'string' },
    },
  });
  const seedOnly = values['seed-only'];
  if (seedOnly && positionals.join() !== 'scale') throw new Error('--seed-only belongs to the part scale');
  for (const name of positionals) {
    if (!known.includes(name)) throw new Error(`no part "${name}"; there are ${known.join(', ')}`);
  }
  const players = values.players?.split(',').map(Number) ?? null;
  if (players !== null && !positionals.some((name) => SIZED.includes(name)))
    throw new Error(`--players belongs to ${SIZED.join(' and ')}`);
  if (players?.some((count) => !Number.isInteger(count) || count < 100))
    throw new Error(`--players ${values.players}: whole numbers from 100 on, separated by commas`);
  return {
    players,
    parts: positionals.length === 0 ? null : positionals,
    quick: values.quick,
    save: values.save || !values.quick,
    seedOnly,
  };
}

import type { DataSource } from 'typeorm';

/**
 * What the code relies on, whatever is set for the server, the database or the role. Not the search path: it says where
 * the tables are. No JIT: queries are short, and compiling one costs more than running it.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  transform_null_equals: 'off',
  standard_conforming_strings: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  jit: 'off',
};
/** Ours are per kind of work (query-limit.ts), and longer where it must be: for migrations, backups, the first start. */
const LIMITS: Readonly<Record<string, string>> = { statement_timeout: '0', lock_timeout: '0' };

/** How a connection is opened. */
export interface SessionConfig {
  readonly connectionString: string;
  readonly options: string;
}

/**
 * Makes every session have our settings, from its first statement on. Options in the address of the database stay, before
 * ours: `pg` would let them replace ours.
 * @param more settings of this connection only
 */
export function sessionConfig(url: string, more: Readonly<Record<string, string>> = {}): SessionConfig {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  const ours = Object.entries({ ...SETTINGS, ...LIMITS, ...more }).map(
    ([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`,
  );
  return { connectionString: address.href, options: [...(given ? [given] : []), ...ours].join(' ') };
}

/** Why this database cannot be worked with although it answers: something between drops settings, or it takes no writes. */
export async function sessionTrouble(source: DataSource): Promise<string | null> {
  const [row] = await source.query<Record<string, string>[]>(
    `SELECT ${Object.keys(SETTINGS).map((name) => `current_setting('${name}') AS "${name}"`)},
       current_setting('transaction_read_only') AS "readOnly"`,
  );
  if (row?.readOnly === 'on') return 'it is read-only';
  // DateStyle also tells the order of day and month, which only matters for input that we never send
  const wrong = Object.entries(SETTINGS).filter(([name, value]) => row?.[name]?.split(',')[0] !== value);
  if (wrong.length === 0) return null;
  const words = wrong.map(([name, value]) => `${name} is ${row?.[name]} instead of ${value}`).join(', ');
  return `a pooler or proxy drops the settings of its sessions: ${words}`;
}

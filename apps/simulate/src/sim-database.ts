import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A separate database whose clock is set by hand. */
export interface SimDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /**
   * Sets the clock that every unqualified `now()` and `clock_timestamp()` of the database reads; it continues from
   * there.
   */
  setClock(at: Date): Promise<void>;
  drop(): Promise<void>;
}

/**
 * Functions with the names of PostgreSQL's own, found first by the search path. So the product's SQL runs unchanged,
 * column defaults included, since the migrations resolve these functions, too.
 */
const CLOCK = `
  CREATE SCHEMA sim;
  CREATE TABLE sim.clock (shift interval NOT NULL);
  INSERT INTO sim.clock VALUES ('0');
  CREATE FUNCTION sim.now() RETURNS timestamptz STABLE LANGUAGE sql
    AS 'SELECT pg_catalog.now() + shift FROM sim.clock';
  CREATE FUNCTION sim.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
    AS 'SELECT pg_catalog.clock_timestamp() + shift FROM sim.clock';
`;

/** @param server any database of a PostgreSQL server on which databases may be made */
export async function simDatabase(server: string): Promise<SimDatabase> {
  const name = `sunday_sim_${randomBytes(6).toString('hex')}`;
  const address = new URL(server);
  address.pathname = `/${name}`;
  await once(server, `CREATE DATABASE ${name}`);
  await once(address.href, CLOCK);
  await once(server, `ALTER DATABASE ${name} SET search_path = public, sim, pg_catalog`);
  const pool = new pg.Pool({ connectionString: address.href, max: 3 });
  pool.on('error', () => undefined);
  return {
    url: address.href,
    pool,
    setClock: async (at) => {
      await pool.query('UPDATE sim.clock SET shift = $1::timestamptz - pg_catalog.clock_timestamp()', [at]);
    },
    drop: async () => {
      await pool.end();
      await once(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

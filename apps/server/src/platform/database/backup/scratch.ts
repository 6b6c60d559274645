import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { withClient } from '../with-client.js';

/** The database's role may not create databases, so that no backup can be checked. */
export class NoScratchDatabase extends Error {
  override readonly name = 'NoScratchDatabase';

  constructor(role: string) {
    super(
      `the database's role ${role} may not create databases, so that no backup can be checked: ALTER ROLE ${role} CREATEDB`,
    );
  }
}

/**
 * Creates an empty database on the same server, for the time of the work. It has the encoding and locale of the
 * database at `url`.
 * @throws NoScratchDatabase
 */
export async function withScratchDatabase<T>(
  url: string,
  work: (scratchUrl: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const name = await withClient(url, 'scratch database', create, signal);
  try {
    const scratch = new URL(url);
    scratch.pathname = `/${name}`;
    return await work(scratch.href);
  } finally {
    await withClient(url, 'scratch database', (client) => drop(client, name));
  }
}

/** Drops scratch databases that a process left when it died. @returns their number */
export async function dropScratchDatabases(url: string): Promise<number> {
  return withClient(url, 'scratch database', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [await prefix(client)],
    );
    for (const { name } of rows) await drop(client, name);
    return rows.length;
  });
}

async function create(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{
    role: string;
    may: boolean;
    encoding: string;
    collate: string;
    ctype: string;
  }>(
    `SELECT quote_ident(current_user) AS role, (r.rolcreatedb OR r.rolsuper) AS may, pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS collate, d.datctype AS ctype
     FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user`,
  );
  const [here] = rows;
  if (here?.may !== true) throw new NoScratchDatabase(here?.role ?? '');
  const name = `${await prefix(client)}${randomBytes(4).toString('hex')}`;
  const literal = (text: string): string => client.escapeLiteral(text);
  // template1 may hold objects of the operator's
  await client.query(
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING ${literal(here.encoding)}
       LC_COLLATE ${literal(here.collate)} LC_CTYPE ${literal(here.ctype)}`,
  );
  return name;
}

/** The names of this database's scratch databases begin so: others on the server have another number. */
async function prefix(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ oid: number }>(
    'SELECT oid FROM pg_database WHERE datname = current_database()',
  );
  return `sunday_scratch_${rows[0]?.oid}_`;
}

async function drop(client: pg.Client, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

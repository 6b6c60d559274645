import type { DataSource } from 'typeorm';
import { createDataSource } from '../platform/database/data-source.js';
import { migrations } from '../platform/database/migrations/index.js';
import { emptyDatabase } from './test-database.js';

/** A database that was filled by an older version. */
export interface OlderDatabase {
  readonly db: DataSource;
  /** Undoes every migration since. */
  goBack(): Promise<void>;
  /** Closes all connections and drops the database. */
  drop(): Promise<void>;
}

/** Creates a database with the schema before this migration. @param rows SQL that fills it */
export async function databaseBefore(
  migration: (typeof migrations)[number],
  rows: string,
): Promise<OlderDatabase> {
  const before = migrations.slice(0, migrations.indexOf(migration));
  const { url, drop } = await emptyDatabase();
  const older = await createDataSource(url, 1, { migrations: before }).initialize();
  await older.runMigrations();
  await older.query(rows);
  await older.destroy();
  const db = await createDataSource(url, 1).initialize();
  return {
    db,
    goBack: async () => {
      for (const _ of migrations.slice(before.length)) await db.undoLastMigration();
    },
    drop: async () => {
      await db.destroy();
      await drop();
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_SCHEMA, type PgPool, PostgresConnection, quoteSchemaName, runMigrations } from 'bullmq';
import pg from 'pg';
import { POOL_WAIT_MS } from '../database/data-source.js';
import { PatientClient } from '../database/patient-client.js';
import { MIGRATION_LIMIT_MS, sessionConfig, withQueryLimit } from '../database/session.js';

const RETRY_MS = 1000;

/**
 * One pool of connections for all queues of a process on PostgreSQL, because BullMQ's own pools, one for each queue and worker, hold
 * dozens. It grows on demand and ends with the last queue that uses it.
 */
export class QueuePool extends pg.Pool {
  private users = 0;
  private tables: Promise<void> | null = null;

  /** @param size most connections: one for each worker, which keeps it to be woken by, and some that are borrowed for single statements */
  constructor(connectionString: string, size: number) {
    super({
      Client: PatientClient,
      ...sessionConfig(connectionString, { search_path: quoteSchemaName(DEFAULT_SCHEMA) }),
      max: size,
      connectionTimeoutMillis: POOL_WAIT_MS,
      keepAlive: true,
    });
    // each queue adds a listener to it
    this.setMaxListeners(0);
  }

  /** Creates BullMQ's tables, once. @throws PostgreSQL's error; the next call tries again */
  prepared(): Promise<void> {
    this.tables ??= this.migrate().catch((error: unknown) => {
      this.tables = null;
      throw error;
    });
    return this.tables;
  }

  enter(): void {
    this.users += 1;
  }

  async leave(): Promise<void> {
    this.users -= 1;
    if (this.users === 0) await this.end();
  }

  private async migrate(): Promise<void> {
    const client = await this.connect();
    try {
      await withQueryLimit(MIGRATION_LIMIT_MS, () => runMigrations(client, DEFAULT_SCHEMA));
    } finally {
      client.release();
    }
  }
}

/**
 * A connection that becomes ready when the database does, however late. BullMQ's own class remembers a failed first
 * connection for ever; its worker then retries without a pause, and the process does nothing else.
 */
export class SharedConnection extends PostgresConnection {
  private readiness: Promise<void> | null = null;
  private left: Promise<void> | null = null;

  constructor(private readonly queues: QueuePool) {
    super(queues as unknown as PgPool);
    queues.enter();
  }

  override waitUntilReady(): Promise<void> {
    this.readiness ??= this.prepare();
    return this.readiness;
  }

  override close(): Promise<void> {
    this.left ??= super.close().finally(() => this.queues.leave());
    return this.left;
  }

  private async prepare(): Promise<void> {
    for (;;) {
      try {
        await this.queues.prepared();
        break;
      } catch (error) {
        if (this.isClosing) throw error;
        if (this.listenerCount('error') > 0) this.emit('error', error);
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
    // deferred, so that the constructor's caller can add its listeners first
    setImmediate(() => this.emit('ready'));
  }
}

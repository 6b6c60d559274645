import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer, type RunningServer, readConfig } from '@sunday-live/server';
import { SMTPServer } from 'smtp-server';
import { type SeasonFeed, startSeasonFeed } from './season-feed.js';
import { type SimDatabase, simDatabase } from './sim-database.js';

/** The part of a BullMQ queue that the simulation uses. */
interface TickedQueue {
  add(name: string, data: object, options: object): Promise<unknown>;
  getJobCounts(...types: string[]): Promise<Record<string, number>>;
}

/** An email in state `sending` counts as waiting until its outcome is stored; `due_at` is when the attempt expires. */
const UNSENT = `SELECT 1 FROM mail WHERE state = 'sending' OR (state = 'queued' AND due_at <= clock_timestamp())`;
/** Queues whose schedulers tick in real time; a jump of the clock takes a tick along. */
const TICKED = ['keep-results', 'mail-plan'];

/** Everything that runs in a simulation: the whole server as in production, with feed, mail server and clock. */
export class World {
  private constructor(
    readonly feed: SeasonFeed,
    readonly mails: MailCatcher,
    readonly database: SimDatabase,
    readonly server: RunningServer,
    private readonly dataDir: string,
  ) {}

  /** @param start simulated time at which the server starts */
  static async begin(databaseServer: string, redisUrl: string | null, start: Date): Promise<World> {
    const feed = await startSeasonFeed();
    const mails = await startMailCatcher();
    const database = await simDatabase(databaseServer);
    const dataDir = mkdtempSync(join(tmpdir(), 'sunday-sim-'));
    feed.setClock(start);
    await database.setClock(start);
    const server = await createServer(
      readConfig({
        PORT: '0',
        DATA_DIR: dataDir,
        DATABASE_URL: database.url,
        FEED_URL: feed.url,
        FEED_LIVE_INTERVAL_MS: '100',
        SMTP_URL: mails.url,
        MAIL_FROM: 'Sunday Live <game@sim.example>',
        SESSION_SECRET: 'a secret that only the simulation uses',
        REQUIRE_EMAIL_VERIFICATION: 'false',
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'error',
        PUBLIC_URL: 'http://localhost:0',
        ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
      }),
    );
    // the clock jumps over months, and emails must be kept until they are counted
    await database.pool.query(
      `INSERT INTO ticker (name, due_at) VALUES ('old emails', 'infinity')
       ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`,
    );
    return new World(feed, mails, database, server, dataDir);
  }

  /** Moves the time of the feed and of the database, and waits until the feed has been read at that time. */
  async jumpTo(at: Date): Promise<void> {
    // players sign in once, and a jump may be longer than a session lasts
    await this.database.pool.query(
      `UPDATE "session" SET "expiresAt" = greatest("expiresAt", $1::timestamptz + interval '14 days')`,
      [at],
    );
    this.feed.setClock(at);
    await this.database.setClock(at);
    await waitUntil(`the feed is read at ${at.toISOString()}`, () =>
      this.holds('SELECT 1 FROM feed_state WHERE as_of >= $1', [at]),
    );
    await this.tick();
  }

  /** Runs the scheduled work that was due in the skipped time. */
  async tick(): Promise<void> {
    for (const name of TICKED) {
      const queue = this.server.app.get<TickedQueue>(`BullQueue_${name}`, { strict: false });
      await queue.add('tick', {}, { removeOnComplete: true });
      await waitUntil(`a tick of ${name} has ended`, async () => {
        const counts = await queue.getJobCounts('active', 'waiting', 'prioritized');
        return Object.values(counts).every((count) => count === 0);
      });
    }
    await waitUntil('mails that are due are on their way', async () => !(await this.holds(UNSENT)));
  }

  /** True when the query finds something. */
  async holds(query: string, params: unknown[] = []): Promise<boolean> {
    return (await this.database.pool.query(query, params)).rows.length > 0;
  }

  async end(): Promise<void> {
    await this.server.close();
    await Promise.all([this.feed.close(), this.mails.close(), this.database.drop()]);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

interface MailCatcher {
  readonly url: string;
  /** Subjects of the received emails, with their number. */
  readonly subjects: Map<string, number>;
  close(): Promise<void>;
}

/** A mail server that accepts everything and keeps the subjects. */
async function startMailCatcher(): Promise<MailCatcher> {
  const subjects = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        const subject = /^subject: (.*)$/im.exec(text)?.[1]?.trim() ?? '?';
        subjects.set(subject, (subjects.get(subject) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    subjects,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const LIMIT_MS = 60_000;
const LOOK_MS = 25;

/** Waits for a condition. @throws naming it when it does not hold within a minute */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still waiting: ${what}`);
    await wait(LOOK_MS);
  }
}

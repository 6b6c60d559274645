import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { BoundedMap } from '../../platform/cache/bounded-map.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionService } from '../auth/session.service.js';
import { SessionEvents } from '../auth/session-ended.js';
import { Rate } from './rate.js';
import { type Viewer, viewerOf } from './viewer.js';

/** A session counts as alive for this long without another look. */
const STALE_AFTER_MS = 4_800;
/** Sessions not used for this time are forgotten. */
const FORGET_AFTER_MS = 60_000;
/** Sessions that a node remembers; beyond them the one used least recently costs a look-up again. */
const REMEMBERED = { entries: 50_000, bytes: 32 * 1024 * 1024 };
/** What an entry weighs beside its texts. */
const ENTRY_BYTES = 200;
/** Look-ups of one session in the database: a player's tabs at once after a restart, not more. */
const LOOK_UPS_PER_SECOND = 5;
const LOOK_UP_BURST = 40;

interface Known {
  readonly viewer: Viewer;
  readonly lookedUpAt: number;
  usedAt: number;
}

/** A session ended: its id, or null for all of the player. */
export type EndedListener = (sessionId: string | null, playerId: string) => void;

/**
 * Sessions of those who watch. A session is looked up once; from then on `check`, called every few seconds, asks for all
 * of them together, so that thousands of polls cost no query of their own and an ended session ends its streams soon,
 * with or without a notice.
 *
 * The key is the value of the session cookie, which has one spelling per session and of which only those that this site
 * signed get in. Whatever else a client sends in its headers is not kept.
 */
@Injectable()
export class LiveSessions {
  private readonly known = new BoundedMap<string, Known>({
    ...REMEMBERED,
    sizeOf: (cookie) => 2 * cookie.length + ENTRY_BYTES,
  });
  /** Look-ups under way. */
  private readonly asking = new Map<string, Promise<Viewer | null>>();
  /** How often each session was looked up. */
  private readonly rates = new BoundedMap<string, Rate>({
    entries: REMEMBERED.entries,
    ttlMs: FORGET_AFTER_MS,
  });
  private readonly sources: (() => Iterable<Viewer>)[] = [];
  private readonly listeners: EndedListener[] = [];
  /** When the last check of all that were known then began. */
  private checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sessions: SessionService,
    private readonly db: DataSource,
    private readonly events: SessionEvents,
    @Inject(CONFIG) private readonly config: Pick<Config, 'rateLimits'>,
  ) {}

  /** What is kept of sessions, in entries and bytes. */
  get remembered(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.known.size, bytes: this.known.bytes };
  }

  /** Starts to listen for ended sessions. Undone by the returned function. */
  start(): () => void {
    return this.events.onEnded((sessionId, playerId) => this.ended(sessionId, playerId));
  }

  /** Registers open streams whose sessions have to stay alive. */
  watch(source: () => Iterable<Viewer>): void {
    this.sources.push(source);
  }

  onEnded(listener: EndedListener): void {
    this.listeners.push(listener);
  }

  /**
   * Who sends these headers, or null; from memory while fresh.
   * @throws AppError too-many-requests when this session is looked up too often
   */
  async find(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const cookie = this.sessions.cookieOf(headers);
    if (cookie === null) return null;
    return this.recallViewer(cookie) ?? (await this.ask(cookie));
  }

  /** The same without waiting: null = not known, or not surely alive. */
  recall(headers: IncomingHttpHeaders): Viewer | null {
    const cookie = this.sessions.cookieOf(headers);
    return cookie === null ? null : this.recallViewer(cookie);
  }

  private recallViewer(cookie: string): Viewer | null {
    const known = this.known.get(cookie);
    const now = performance.now();
    if (known === undefined || now - Math.max(known.lookedUpAt, this.checkedAt) > STALE_AFTER_MS) return null;
    known.usedAt = now;
    return known.viewer;
  }

  /** Asks for every session in use at once and ends the streams of those that are gone. */
  async check(): Promise<void> {
    const now = performance.now();
    for (const [cookie, { usedAt }] of this.known) {
      if (now - usedAt > FORGET_AFTER_MS) this.known.delete(cookie);
    }
    const ids = new Set<string>();
    for (const { sessionId } of this.inUse()) ids.add(sessionId);
    if (ids.size > 0) {
      // the answer names those that are gone: in most weeks nobody
      const rows = await this.db.query<{ id: string }[]>(
        `SELECT given.id FROM unnest($1::text[]) AS given (id)
         WHERE NOT EXISTS (
           SELECT 1 FROM "session" s JOIN "user" u ON u.id = s."userId"
           WHERE s.id = given.id AND s."expiresAt" > now() AND u.banned_at IS NULL
         )`,
        [[...ids]],
      );
      this.end(new Set(rows.map(({ id }) => id)));
    }
    this.checkedAt = now;
  }

  private end(gone: ReadonlySet<string>): void {
    if (gone.size === 0) return;
    for (const viewer of [...this.inUse()]) {
      if (gone.has(viewer.sessionId)) this.ended(viewer.sessionId, viewer.id);
    }
  }

  private *inUse(): Generator<Viewer> {
    for (const [, { viewer }] of this.known) yield viewer;
    for (const source of this.sources) yield* source();
  }

  private async ask(cookie: string): Promise<Viewer | null> {
    const asking = this.asking.get(cookie);
    if (asking !== undefined) return asking;
    const token = this.sessions.verify(cookie);
    if (token === null) return null;
    // a part of a text keeps the whole text: here that would be all headers of the request
    const key = Buffer.from(cookie).toString();
    this.count(key);
    const lookUp = this.lookUp(key, token);
    this.asking.set(key, lookUp);
    return lookUp;
  }

  private count(cookie: string): void {
    if (!this.config.rateLimits) return;
    const now = performance.now();
    const rate = this.rates.get(cookie) ?? new Rate(now, LOOK_UPS_PER_SECOND, LOOK_UP_BURST);
    this.rates.set(cookie, rate);
    if (rate.take(now) < 0) throw new AppError('too-many-requests', undefined, undefined, 1);
  }

  private async lookUp(cookie: string, token: string): Promise<Viewer | null> {
    const askedAt = performance.now();
    try {
      const player = await this.sessions.fromToken(token);
      if (player === null) return null;
      const viewer = viewerOf(player);
      this.known.set(cookie, { viewer, lookedUpAt: askedAt, usedAt: askedAt });
      return viewer;
    } finally {
      this.asking.delete(cookie);
    }
  }

  private ended(sessionId: string | null, playerId: string): void {
    for (const [cookie, { viewer }] of this.known) {
      if (viewer.id === playerId && (sessionId === null || viewer.sessionId === sessionId)) {
        this.known.delete(cookie);
      }
    }
    for (const listener of this.listeners) listener(sessionId, playerId);
  }
}

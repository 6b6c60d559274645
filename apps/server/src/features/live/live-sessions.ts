import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SessionService } from '../players/session.service.js';
import { SessionEvents } from '../players/session-ended.js';
import { type Viewer, viewerOf } from './viewer.js';

/** How often all sessions in use are looked at. */
export const CHECK_EVERY_MS = 4_000;
/** A session counts as alive for this long without another look. */
const STALE_AFTER_MS = 4_800;
/** Cookies not used for this time are forgotten. */
const FORGET_AFTER_MS = 60_000;

interface Known {
  readonly viewer: Viewer;
  readonly lookedUpAt: number;
  usedAt: number;
}

/** A session ended: its id, or null for all of the player. */
export type EndedListener = (sessionId: string | null, playerId: string) => void;

/**
 * Sessions of those who watch. A cookie is looked up once; from then on one query every few seconds asks for all
 * of them together, so that thousands of polls cost no query of their own and an ended session ends its streams soon,
 * with or without a notice.
 */
@Injectable()
export class LiveSessions {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Viewer | null>>();
  readonly #sources: (() => Iterable<Viewer>)[] = [];
  readonly #listeners: EndedListener[] = [];
  /** When the last check of all that were known then began. */
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sessions: SessionService,
    private readonly db: DataSource,
    private readonly events: SessionEvents,
  ) {}

  /** Starts to listen for ended sessions and to look at all of them now and then. Undone by the returned function. */
  start(failed: (error: unknown) => void): () => void {
    const off = this.events.onEnded((sessionId, playerId) => this.#ended(sessionId, playerId));
    const timer = setInterval(() => void this.check().catch(failed), CHECK_EVERY_MS);
    timer.unref();
    return () => {
      clearInterval(timer);
      off();
    };
  }

  /** Registers open streams whose sessions have to stay alive. */
  watch(source: () => Iterable<Viewer>): void {
    this.#sources.push(source);
  }

  onEnded(listener: EndedListener): void {
    this.#listeners.push(listener);
  }

  /** Who sends these headers, or null; from memory while fresh. */
  async find(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const { cookie } = headers;
    if (cookie === undefined) return null;
    return this.recall(cookie) ?? (await this.#ask(cookie, headers));
  }

  /** The same without waiting: null = not known, or not surely alive. */
  recall(cookie: string): Viewer | null {
    const known = this.#known.get(cookie);
    const now = performance.now();
    if (known === undefined || now - Math.max(known.lookedUpAt, this.#checkedAt) > STALE_AFTER_MS)
      return null;
    known.usedAt = now;
    return known.viewer;
  }

  /** Asks for every session in use at once and ends the streams of those that are gone. */
  async check(): Promise<void> {
    const now = performance.now();
    for (const [cookie, { usedAt }] of this.#known) {
      if (now - usedAt > FORGET_AFTER_MS) this.#known.delete(cookie);
    }
    const ids = new Set<string>();
    for (const { sessionId } of this.#inUse()) ids.add(sessionId);
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
      this.#end(new Set(rows.map(({ id }) => id)));
    }
    this.#checkedAt = now;
  }

  #end(gone: ReadonlySet<string>): void {
    if (gone.size === 0) return;
    for (const viewer of [...this.#inUse()]) {
      if (gone.has(viewer.sessionId)) this.#ended(viewer.sessionId, viewer.id);
    }
  }

  *#inUse(): Generator<Viewer> {
    for (const { viewer } of this.#known.values()) yield viewer;
    for (const source of this.#sources) yield* source();
  }

  async #ask(cookie: string, headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const asking = this.#asking.get(cookie) ?? this.#lookUp(cookie, headers);
    this.#asking.set(cookie, asking);
    return asking;
  }

  async #lookUp(cookie: string, headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const askedAt = performance.now();
    try {
      const player = await this.sessions.fromHeaders(headers);
      if (player === null) return null;
      const viewer = viewerOf(player);
      this.#known.set(cookie, { viewer, lookedUpAt: askedAt, usedAt: askedAt });
      return viewer;
    } finally {
      this.#asking.delete(cookie);
    }
  }

  #ended(sessionId: string | null, playerId: string): void {
    for (const [cookie, { viewer }] of this.#known) {
      if (viewer.id === playerId && (sessionId === null || viewer.sessionId === sessionId)) {
        this.#known.delete(cookie);
      }
    }
    for (const listener of this.#listeners) listener(sessionId, playerId);
  }
}

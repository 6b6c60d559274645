import { inTime } from './in-time.js';
import type { Shell } from './shell.js';

/** Cache of the hashed files of all builds in use; the shell of each build has its own cache. */
const HASHED = 'hashed';
const PAGE = '/index.html';
/** Some networks swallow requests without an answer: after this time the cached file is shown. */
const PATIENCE_MS = 4_000;

/** The files that the worker caches on the device. */
export class ShellCache {
  private readonly name: string;

  constructor(private readonly shell: Shell) {
    this.name = `shell-${shell.version}`;
  }

  /** Fetches the shell; fails when one of its files is missing. */
  async fill(): Promise<void> {
    const cache = await caches.open(this.name);
    await cache.addAll(this.shell.files.map((file) => new Request(file, { cache: 'reload' })));
  }

  /** Deletes the shells of other builds, and hashed files that are not in this build. */
  async tidy(): Promise<void> {
    for (const name of await caches.keys()) {
      if (name.startsWith('shell-') && name !== this.name) await caches.delete(name);
    }
    const cache = await caches.open(HASHED);
    const known = new Set(this.shell.hashed);
    for (const request of await cache.keys()) {
      if (!known.has(new URL(request.url).pathname)) await cache.delete(request);
    }
  }

  /**
   * Returns the server's page; the cached one, which says that it is offline, when the server does not
   * answer.
   */
  async page(request: Request): Promise<Response> {
    return this.askedOrKept(request, PAGE);
  }

  /** Returns the server's file; the cached one when the server does not answer. */
  async file(request: Request): Promise<Response> {
    return this.askedOrKept(request, request);
  }

  /** Returns a file that never changes: the cached one, otherwise the server's, which is then cached. */
  async hashed(request: Request): Promise<Response> {
    const kept = await caches.match(request);
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(HASHED)).put(request, answer.clone());
    return answer;
  }

  private async askedOrKept(request: Request, kept: Request | string): Promise<Response> {
    const asked = fetch(request);
    const answer = await inTime(asked, PATIENCE_MS);
    // without a cached file, waiting is the only choice
    return answer ?? (await caches.match(kept)) ?? asked.catch(() => Response.error());
  }
}

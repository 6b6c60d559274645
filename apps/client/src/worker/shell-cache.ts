import { inTime } from './in-time.js';
import type { Shell } from './shell.js';

/** Hashed files of all builds that are still in use; the shell of each build has a cache of its own. */
const HASHED = 'hashed';
const PAGE = '/index.html';
/** A network that swallows requests answers none: after this long the kept file is shown. */
const PATIENCE_MS = 4_000;

/** The files that the worker keeps on the device. */
export class ShellCache {
  private readonly name: string;

  constructor(private readonly shell: Shell) {
    this.name = `shell-${shell.version}`;
  }

  /** Fetches the shell; fails when a file of it is not there. */
  async fill(): Promise<void> {
    const cache = await caches.open(this.name);
    await cache.addAll(this.shell.files.map((file) => new Request(file, { cache: 'reload' })));
  }

  /** Drops the shells of other builds, and hashed files that this build does not have. */
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

  /** The server's page; when nobody answers, the kept one, which says so. */
  async page(request: Request): Promise<Response> {
    return this.askedOrKept(request, PAGE);
  }

  /** The server's file; when nobody answers, the kept one. */
  async file(request: Request): Promise<Response> {
    return this.askedOrKept(request, request);
  }

  /** A file that never changes: the kept one, else the server's, which is kept from now on. */
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
    // without a kept one, waiting on is all that is left
    return answer ?? (await caches.match(kept)) ?? asked.catch(() => Response.error());
  }
}

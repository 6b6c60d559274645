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

/** The files of this build that the service worker caches; the build writes the list (`vite-shell.ts`). */
export interface Shell {
  /** Changes with any file of the shell. */
  readonly version: string;
  /** Files without which the app does not open. */
  readonly files: readonly string[];
  /** All files of the build with a hash in their name. */
  readonly hashed: readonly string[];
}

/**
 * Where the answer to a request comes from:
 * `network`: not handled by the worker: the API, and everything that is not a read.
 * `page`: the server's page, or the cached one when the server does not answer.
 * `hashed`: a file that never changes: cached for ever.
 * `file`: a file of the shell that may change: the server's, or the cached one when the server does not
 * answer.
 */
export type Source = 'network' | 'page' | 'hashed' | 'file';

/** The part of a request that the worker reads. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/** Never cached and never answered here: data, health, sockets, the browsable API. */
const SERVER = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;

/** Returns where to get the answer. @param kept paths of the shell's files */
export function sourceOf({ method, url, mode }: Asked, origin: string, kept: ReadonlySet<string>): Source {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin || SERVER.test(pathname)) return 'network';
  if (mode === 'navigate') return 'page';
  if (pathname.startsWith('/assets/')) return 'hashed';
  return kept.has(pathname) ? 'file' : 'network';
}

/** Resolves with the answer when it arrives within the limit; with null when it fails or comes later. */
export function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), limitMs);
    const settle = (value: T | null) => {
      clearTimeout(timer);
      resolve(value);
    };
    answer.then(settle, () => settle(null));
  });
}

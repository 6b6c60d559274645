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

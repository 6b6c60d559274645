/**
 * Where the answer to a request comes from:
 * `network`: not the worker's business, the browser asks as ever: everything of the API, whatever is not read.
 * `page`: the server's page, or the kept one when nobody answers.
 * `hashed`: a file that never changes: kept for ever once it was here.
 * `file`: a file of the shell that may change: the server's, or the kept one when nobody answers.
 */
export type Source = 'network' | 'page' | 'hashed' | 'file';

/** What the worker looks at of a request. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/** Never kept, never answered here: data, health, sockets, the browsable API. */
const SERVER = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;

/** @param kept paths of the shell's files */
export function sourceOf({ method, url, mode }: Asked, origin: string, kept: ReadonlySet<string>): Source {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin || SERVER.test(pathname)) return 'network';
  if (mode === 'navigate') return 'page';
  if (pathname.startsWith('/assets/')) return 'hashed';
  return kept.has(pathname) ? 'file' : 'network';
}

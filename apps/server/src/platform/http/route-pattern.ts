import type { Request } from 'express';

const names = new WeakMap<object, string>();

/** Gives a request the pattern of its route, where a controller answers many routes behind one wildcard. */
export function nameRoute(request: object, pattern: string): void {
  names.set(request, pattern);
}

/**
 * The route that answers a request, `/api/weeks/:week/games`. Never the address itself: it may hold a token or a code.
 * Files, pages and unknown addresses have no route: `/*`.
 */
export function routePattern(request: object): string {
  const name = names.get(request);
  if (name !== undefined) return name;
  const route: unknown = Reflect.get(request, 'route');
  const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : null;
  return typeof path === 'string' ? path : '/*';
}

/** The key of a request's route in tables of routes: `GET /api/weeks/:week/games`. */
export function routeKey(request: Request): string {
  return `${request.method === 'HEAD' ? 'GET' : request.method} ${routePattern(request)}`;
}

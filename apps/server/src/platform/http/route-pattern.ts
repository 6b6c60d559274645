import type { Request } from 'express';

const names = new WeakMap<object, string>();

/** Sets the route pattern of a request, where a controller serves many routes behind one wildcard. */
export function nameRoute(request: object, pattern: string): void {
  names.set(request, pattern);
}

/**
 * Returns the route that answers a request, `/api/weeks/:week/games`; never the address itself, which may contain a
 * token or a code. Files, pages and unknown addresses have the pattern `/*`.
 */
export function routePattern(request: object): string {
  const name = names.get(request);
  if (name !== undefined) return name;
  const route: unknown = Reflect.get(request, 'route');
  const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : null;
  return typeof path === 'string' ? path : '/*';
}

/** Returns the key of a request's route in tables of routes: `GET /api/weeks/:week/games`. */
export function routeKey(request: Request): string {
  return `${request.method === 'HEAD' ? 'GET' : request.method} ${routePattern(request)}`;
}

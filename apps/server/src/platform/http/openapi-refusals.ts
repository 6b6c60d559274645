import type { ErrorCode } from '../errors/catalogue.js';
import { limitClassOf } from './route-limits.js';
import type { DeclaredRoute } from './routes.js';

/**
 * Returns the errors that a route can answer because of the rules that apply before every route (access, origin,
 * limits), so that no route has to list them.
 */
export function refusalsOf({
  method,
  path,
  access,
}: Pick<DeclaredRoute, 'method' | 'path' | 'access'>): ErrorCode[] {
  const codes: ErrorCode[] = [];
  if (access !== 'public') codes.push('unauthenticated', 'signed-in-as-another');
  if (access === 'admin') codes.push('forbidden', 'admin-mfa-required');
  if (method !== 'get') codes.push('origin-refused');
  if (limitClassOf(`${method.toUpperCase()} ${path}`) !== 'unlimited') codes.push('too-many-requests');
  return codes;
}

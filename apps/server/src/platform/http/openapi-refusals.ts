import type { ErrorCode } from '../errors/catalogue.js';
import { limitClassOf } from './route-limits.js';
import type { DeclaredRoute } from './routes.js';

/**
 * What a route may answer by the rules that stand before every route (who may use it, from where, how often), so that no
 * route has to list it.
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

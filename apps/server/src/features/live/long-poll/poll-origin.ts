import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../../config/config.js';
import { originAllowed } from '../../../platform/http/origin.js';

/** What a page of ours sends where the browser names neither origin nor site (plain http outside localhost). */
const OWN_CLIENT = 'sunday-live';

/**
 * True when a poll comes from a page of ours. Browsers leave `Origin` out of reads within a site; there `Sec-Fetch-Site` says
 * the same, or a header that other sites cannot set without being asked first.
 */
export function pollOriginAllowed(config: Pick<Config, 'publicUrl'>, headers: IncomingHttpHeaders): boolean {
  if (headers.cookie === undefined) return true;
  if (headers.origin !== undefined) return originAllowed(config, headers.origin);
  return headers['sec-fetch-site'] === 'same-origin' || headers['x-requested-with'] === OWN_CLIENT;
}

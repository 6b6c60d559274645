import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../../config/config.js';
import { ownOrigins } from '../../../platform/http/origin.js';

/** Header that our pages send where the browser sends neither origin nor site (plain http outside localhost). */
const OWN_CLIENT = 'sunday-live';

/**
 * Returns true when a poll is sent by a page of ours. Browsers leave `Origin` out of reads within a site; there
 * `Sec-Fetch-Site` has the same meaning, or a header that other sites cannot set without a preflight. Without a
 * cookie a poll shows nothing.
 */
export function ownPolls(config: Pick<Config, 'publicUrl'>): (headers: IncomingHttpHeaders) => boolean {
  const own = ownOrigins(config);
  return ({ origin, cookie, 'sec-fetch-site': site, 'x-requested-with': client }) => {
    if (origin !== undefined) return own.includes(origin);
    return cookie === undefined || site === 'same-origin' || client === OWN_CLIENT;
  };
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../../config/config.js';
import { ownOrigins } from '../../../platform/http/origin.js';

/** What a page of ours sends where the browser names neither origin nor site (plain http outside localhost). */
const OWN_CLIENT = 'sunday-live';

/**
 * Tells whether a poll comes from a page of ours. Browsers leave `Origin` out of reads within a site; there `Sec-Fetch-Site`
 * says the same, or a header that other sites cannot set without being asked first. Without a cookie a poll shows nothing
 * to anybody.
 */
export function ownPolls(config: Pick<Config, 'publicUrl'>): (headers: IncomingHttpHeaders) => boolean {
  const own = ownOrigins(config);
  return ({ origin, cookie, 'sec-fetch-site': site, 'x-requested-with': client }) => {
    if (origin !== undefined) return own.includes(origin);
    return cookie === undefined || site === 'same-origin' || client === OWN_CLIENT;
  };
}

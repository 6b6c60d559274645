import type { Config } from '../../config/config.js';
import { ownPage } from '../../platform/http/origin.js';
import { VERIFIED_PAGE } from './auth-routes.js';

/**
 * Returns the page with the button that confirms an address. Opening a link changes nothing, so no mail scanner or
 * preview confirms anything (rule X82).
 * @param link the account library's own link, with `token` and, as `callbackURL`, the page to open afterwards
 */
export function verificationPage(config: Pick<Config, 'publicUrl'>, link: URL): URL {
  const wanted = link.searchParams.getAll('callbackURL');
  const onward = wanted.length === 1 ? ownPage(config, wanted[0] ?? '') : null;
  const page = new URL(VERIFIED_PAGE, config.publicUrl);
  if (onward?.pathname === VERIFIED_PAGE) page.search = onward.search;
  else if (onward !== null && onward.pathname !== '/')
    page.searchParams.set('next', onward.pathname + onward.search);
  page.searchParams.set('token', link.searchParams.get('token') ?? '');
  return page;
}

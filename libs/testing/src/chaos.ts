/**
 * Selects the length or frequency of a fault: the full form for `npm run test:chaos`, a short one for `npm
 * test`.
 */
export function chaos<T>({ short, full }: { readonly short: T; readonly full: T }): T {
  return process.env.CHAOS === 'full' ? full : short;
}

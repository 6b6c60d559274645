/**
 * How long a fault lasts, or how often it comes: `npm run test:chaos` has the full form that failures call for, `npm test` a short
 * one of the same.
 */
export function chaos<T>({ short, full }: { readonly short: T; readonly full: T }): T {
  return process.env.CHAOS === 'full' ? full : short;
}
